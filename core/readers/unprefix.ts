import type { LogLine } from './reader.js';

/** What stands before a line of a log: who said it, and when. */
export type Unprefixed = Pick<LogLine, 'text' | 'program' | 't'>;

/**
 * Takes off what logs put in front: syslog with and without host, year or date, journal, RFC 3339, logread, metalog, dmesg, and quotation
 * marks of mails and forums. What is no such prefix stays.
 */
export const unprefix = (raw: string): Unprefixed => {
  let text = raw.trim().replace(/^(?:>+ ?)+(?=\S)/, '');
  let t: number | undefined;
  const stamp = stamps.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  if (stamp) {
    t = timeOf(stamp.groups ?? {});
    text = text.slice(stamp[0].length);
  }
  const dmesg = /^\[ *(\d{1,7})\.(\d{1,6})\] ?/.exec(text);
  if (dmesg && !stamp) {
    t = Number(dmesg[1]) * 1000 + Math.round(Number(`0.${dmesg[2]}`) * 1000);
    return { ...body(text.slice(dmesg[0].length), 'kernel'), t };
  }
  const named = stamp || !/^\w+\[\d+\]:/.test(text) ? programOf(text, stamp !== undefined) : programOf(text, true);
  const [program, rest] = named ?? [undefined, text];
  return { ...body(rest, program), ...(t === undefined ? {} : { t }) };
};

/** Of the kernel's lines in a syslog, the time since the start of the machine goes too. */
const body = (text: string, program: string | undefined): Unprefixed => ({
  text: program === 'kernel' ? text.replace(/^\[ *\d+\.\d+\] ?/, '').trim() : text.trim(),
  ...(program === undefined ? {} : { program }),
});

const month = '(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const clock = '(?<h>\\d{1,2}):(?<m>\\d{2}):(?<s>\\d{2})(?:[.,](?<f>\\d{1,6}))?';
const stamps: readonly RegExp[] = [
  // Thu Jan  1 00:00:45 1970 (logread)
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +${month} +(?<day>\\d{1,2}) +${clock}(?: +\\d{4})? +`),
  // May 27 10:30:17, May 27 2009 10:30:17
  new RegExp(`^${month} +(?<day>\\d{1,2})(?: +\\d{4})?,? +${clock} +`),
  // 2020-01-31T10:30:17.123456+01:00, 2020-01-31 10:30:17
  new RegExp(`^\\d{4}-(?<mon>\\d{2})-(?<day>\\d{2})[T ]${clock}(?:Z|[+-]\\d{2}:?\\d{2})? +`),
  // 10:30:17
  new RegExp(`^\\[?${clock}\\]?:? +(?=\\S)`),
];

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const timeOf = ({ month: name, mon, day, h, m, s, f }: Readonly<Record<string, string | undefined>>): number => {
  const days = (name === undefined ? Number(mon ?? 1) - 1 : months.indexOf(name)) * 31 + Number(day ?? 1);
  const inSeconds = ((days * 24 + Number(h)) * 60 + Number(m)) * 60 + Number(s);
  return inSeconds * 1000 + Math.round(Number(`0.${f ?? 0}`) * 1000);
};

/** `host prog[pid]: text`, `prog: text`, `local2.info chat[12]: text`, `[prog] text`; the host only behind a time. */
const programOf = (text: string, stamped: boolean): readonly [string, string] | undefined => {
  if (!stamped) return undefined;
  const metalog = /^\[([\w.-]+)\] +/.exec(text);
  if (metalog) return [nameOf(metalog[1] ?? ''), text.slice(metalog[0].length)];
  const found =
    /^(?:[a-z0-9]+\.(?:emerg|alert|crit|err|error|warn|warning|notice|info|debug) +)?(?:[\w.:-]+ +)?([\w./+-]+)(?:\[\d+\])?: +/i.exec(
      text,
    );
  return found ? [nameOf(found[1] ?? ''), text.slice(found[0].length)] : undefined;
};

const nameOf = (program: string): string => (program.split('/').at(-1) ?? program).toLowerCase();
