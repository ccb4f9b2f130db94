import { cleanText } from './clean-text.js';
import type { LogLine } from './reader.js';

/** What stands before a line of a log: who said it, and when. */
export type Unprefixed = Pick<LogLine, 'text' | 'program' | 't'>;

/**
 * Takes off what logs put in front: syslog with and without host, year or date, journal, RFC 3339, logread, metalog, logcat, containers,
 * dmesg, shell prompts, and quotation marks of mails and forums. What is no such prefix stays.
 */
export const unprefix = (raw: string): Unprefixed => {
  const text = withoutWrapping(cleanText(raw));
  return (
    kernelTime(text) ?? logcat(text) ?? stamped(text) ?? named(text) ?? behind(text) ?? { text: withoutPrompt(text) }
  );
};

/** Quotation, containers and the priority of a raw syslog: they stand before everything else. */
const withoutWrapping = (text: string): string => (isWrapped.test(text) ? unwrapped(text) : text);
const isWrapped = /^[<>[\d*•◦▪▫‣●○■]|\|/;
const unwrapped = (text: string): string =>
  text
    .replace(/^(?:> ?)+ *(?=\S)|^<{2,3} (?=\S)/, '')
    // Some mailers quote with a bar, which tables have too.
    .replace(/^(?:\| )+(?=[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\[ {0,5}\d{1,6}\.\d{6}\] |--> )/, '')
    // A list's, as a page is copied.
    .replace(/^(?:[•◦▪▫‣●○■] {0,8}|\* +)(?=\S)/, '')
    // The number of a line, as `cat -n`, editors and pastebins show it before a setting.
    .replace(/^\d{1,4}(?:[:.)|] {0,8}| {1,8})(?=\[Dialer |[A-Za-z][\w ]{1,20} ?= ?\S)/i, '')
    // The tail of a time in brackets, whose beginning was cut off.
    .replace(/^\d{1,6}\] (?=[a-z])/, '')
    .replace(
      /^(?!(?:general|hardware|system|status|modes|bands|ip|sim|bearer|properties|numbers) )[a-z][\w.-]{0,40}(?:[-_]\d+)? +\| (?=\S)/i,
      '',
    )
    .replace(/^(?:\[Logs\] +)?\[[\d/.]{6,10}, [\d:]{5,8}(?: [AP]M)?\] +/, '')
    .replace(/^<\d{1,3}>(?:1 (?=\d{4}-))?/, '');

/** `[   12.345678] text`: the kernel's own, or with a host or a program behind it (journalctl -o short-monotonic, programs that log there). */
const kernelTime = (text: string): Unprefixed | undefined => {
  const found = /^\[ *(\d{1,9})\.(\d{1,6})\](?:\[ *[TC]\d+\])? ?/.exec(text);
  if (!found) return undefined;
  const t = Number(found[1]) * 1000 + Math.round(Number(`0.${found[2]}`) * 1000);
  const rest = text.slice(found[0].length);
  const by = /^(?:[\w.-]+ +)?([\w./-]+)\[\d+\]: */.exec(rest) ?? /^[\w.-]+ +(kernel): +/.exec(rest);
  return { ...(by ? body(rest.slice(by[0].length), by[1] ?? '') : body(rest, 'kernel')), t };
};

/** Android: `01-01 12:00:00.123  123  124 D pppd    : text` and `D/pppd  ( 123): text`. */
const logcat = (text: string): Unprefixed | undefined => {
  const found =
    /^(?:(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.\d{3} +)(?:\d+ +\d+ +)?[VDIWEF][ /]([\w.-]+) *(?:\( *\d+\))?: ?/.exec(
      text,
    ) ?? /^()()()()()[VDIWEF]\/([\w.-]+) *\( *\d+\): ?/.exec(text);
  if (!found) return undefined;
  const [, mon, day, h, m, s, program] = found;
  const rest = body(text.slice(found[0].length), program ?? '');
  return h === '' ? rest : { ...rest, t: timeOf({ mon, day, h, m, s }) };
};

const stamped = (text: string): Unprefixed | undefined => {
  for (const { pattern, dated } of stamps) {
    const stamp = pattern.exec(text);
    if (!stamp) continue;
    // Twisted's logs have who speaks in brackets, and `-` for nobody.
    const rest = text.slice(stamp[0].length).replace(/^\[-\] /, '');
    const t = timeOf(stamp.groups ?? {});
    if (stamp.groups?.bracket)
      return { ...(programOf(rest, false) ?? body(rest, isKernels(rest) ? 'kernel' : undefined)), t };
    return { ...(programOf(rest, dated) ?? body(rest, undefined)), t };
  }
  return undefined;
};

/** A line that begins with its program, and no time: `pppd[123]: text`, `local2.info chat[12]: text`. */
const named = (text: string): Unprefixed | undefined => programOf(text, false);

/** Whatever somebody made of the time and the host: `<date>:09:35 <..> pppd[717]: text`. */
const behind = (text: string): Unprefixed | undefined => {
  if (!text.includes(']: ')) return undefined;
  const found =
    /^.{1,60}?\s(pppd|chat|wvdial|NetworkManager|ModemManager|modem-manager|usb_modeswitch)\[\d{1,7}\]: /.exec(text);
  return found ? body(text.slice(found[0].length), found[1]) : undefined;
};

/** Of the kernel's lines in a syslog, the time since the start of the machine goes too. */
const body = (text: string, program: string | undefined): Unprefixed => {
  const name = program === undefined ? undefined : nameOf(program);
  const said = name === 'kernel' ? text.replace(/^\[ *\d+\.\d+\](?:\[ *[TC]\d+\])? ?/, '') : text;
  return { text: said.trim(), ...(name === undefined ? {} : { program: name }) };
};

/** `dmesg -T` names no program; its lines are told by what they speak of. */
const isKernels = (text: string): boolean =>
  /^(?:usb|usb-storage|option1?|scsi|sd|sr|cdc_\w+|qmi_wwan|PPP) ?[\d:-]/i.test(text);

const month = '(?<month>\\p{L}{3,5})\\.?';
const weekday = '\\p{L}{2,4}\\.?,?';
const clock = '(?<h>\\d{1,2}):(?<m>\\d{2}):(?<s>\\d{2})(?:[.,](?<f>\\d{1,9}))?';
const stamps: readonly { readonly pattern: RegExp; readonly dated: boolean }[] = [
  // Thu Jan  1 00:00:45 1970 (logread), and the same in brackets (dmesg -T)
  {
    pattern: new RegExp(
      `^(?<bracket>\\[)?${weekday} +${month} +(?<day>\\d{1,2}) +${clock}(?: +[A-Z]{3,4})?(?: +\\d{4})?(?:\\] *| +)`,
      'u',
    ),
    dated: true,
  },
  // May 27 10:30:17, May 27 2009 10:30:17, 2009 May 27 10:30:17
  {
    pattern: new RegExp(`^(?:\\d{4} +)?${month} +(?<day>\\d{1,2})(?:,? +\\d{4})?,? +(?:at +)?${clock}:?(?: +|$)`, 'u'),
    dated: true,
  },
  // 2020-01-31T10:30:17.123456+01:00, 2020-01-31 10:30:17, 2020/01/31 10:30:17, in brackets too; 2020-01-31_10:30:17.12345 (svlogd)
  {
    pattern: new RegExp(
      `^\\[?\\d{4}[-/.](?<mon>\\d{2})[-/.](?<day>\\d{2})[T _]+${clock}(?: ?(?:Z|UTC|[+-]\\d{2}:?\\d{2}))?\\]?[:,]?(?: +|$)`,
      'u',
    ),
    dated: true,
  },
  // @400000005ecdfbb92ad6b2c0 (TAI64N, of multilog and svlogd -t)
  { pattern: /^@4(?<tai>[0-9a-f]{15})[0-9a-f]{8}(?: +|$)/, dated: true },
  // 31.01.2020 10:30:17, 31/01/20 10:30:17
  {
    pattern: new RegExp(
      `^\\[?(?<day>\\d{1,2})[-/.](?<mon>\\d{1,2})[-/.]\\d{2,4},? +${clock}(?: +\\([+-]\\d{4}\\))?\\]?:?(?: +|$)`,
      'u',
    ),
    dated: true,
  },
  // 10:30:17
  { pattern: new RegExp(`^\\[?${clock}\\]?:?(?: -)? +(?=\\S)`, 'u'), dated: false },
];

/** Months by the first letters of their names, in the languages that journals are kept in. */
const months: readonly RegExp[] = [
  /^(?:jan|ene|gen|янв|sty|led)/i,
  /^(?:feb|f[ée]v|фев|lut|úno)/i,
  /^(?:mar|mär|mrt|мар)/i,
  /^(?:apr|avr|abr|апр|kwi|dub)/i,
  /^(?:may|mai|mei|mag|мая|май|maj)/i,
  /^(?:jun|juin|giu|июн|cze)/i,
  /^(?:jul|juil|lug|июл|lip)/i,
  /^(?:aug|ago|aoû|авг|sie|srp)/i,
  /^(?:sep|set|сен|wrz|zář)/i,
  /^(?:oct|okt|out|ott|окт|paź|říj)/i,
  /^(?:nov|ноя|lis)/i,
  /^(?:dec|dez|dic|déc|дек|gru|pro)/i,
];

const timeOf = ({ month: name, mon, day, h, m, s, f, tai }: Readonly<Record<string, string | undefined>>): number => {
  if (tai !== undefined) return Number.parseInt(tai, 16) * 1000;
  const index =
    name === undefined
      ? Number(mon ?? 1) - 1
      : Math.max(
          0,
          months.findIndex((it) => it.test(name)),
        );
  const inSeconds = (((index * 31 + Number(day ?? 1)) * 24 + Number(h)) * 60 + Number(m)) * 60 + Number(s);
  return inSeconds * 1000 + Math.round(Number(`0.${f ?? 0}`) * 1000);
};

/** `host prog[pid]: text`, `prog: text`, `local2.info chat[12]: text`, `[prog] text`; a bare `word: ` is a program only if it is known, or behind a host. */
const programOf = (text: string, dated: boolean): Unprefixed | undefined => {
  const metalog = /^\[([a-z][\w.-]*)\] +/i.exec(text);
  if (metalog && (dated || isKnown(metalog[1] ?? ''))) return body(text.slice(metalog[0].length), metalog[1]);
  const facility =
    /^(?:\S+ +)?(?:kern|user|daemon|auth|authpriv|syslog|cron|local\d)\.(?:emerg|panic|alert|crit|err|error|warn|warning|notice|info|debug) +/.exec(
      text,
    );
  const rest = facility ? text.slice(facility[0].length) : text;
  const withPid = /^(?:(\S+) +)?([A-Za-z_][\w./+-]*|\([\w.-]+\))\[\d*\]:? */.exec(rest);
  const inLog = dated || facility !== null;
  if (withPid && (inLog || (withPid[1] === undefined && /:\s*$/.test(withPid[0]))))
    return body(rest.slice(withPid[0].length), withPid[2]);
  const own = /^([A-Za-z_][\w./+-]*): */.exec(rest);
  if (own && (facility || isKnown(own[1] ?? ''))) return body(rest.slice(own[0].length), own[1]);
  const behindHost = dated ? /^(\S+) +([A-Za-z_][\w./+-]*): +/.exec(rest) : undefined;
  if (behindHost && !/[:<>=]$|^AT[+^$*%&]/i.test(behindHost[1] ?? ''))
    return body(rest.slice(behindHost[0].length), behindHost[2]);
  const rfc5424 = dated ? /^(\S+) +([\w./+-]+) +\d+ +\S+ +- +/.exec(rest) : undefined;
  if (rfc5424) return body(rest.slice(rfc5424[0].length), rfc5424[2]);
  return facility ? body(rest, facility[0].includes('kern.') ? 'kernel' : undefined) : undefined;
};

const isKnown = (name: string): boolean => known.test(nameOf(name));
const known =
  /^(?:kernel|pppd|chat|wvdial|networkmanager|modemmanager|modem-manager|nm-dispatcher|usb_modeswitch|usb_modeswitch_dispatcher|usb-modeswitch|udevd|systemd-udevd|systemd|modem_run|dnsmasq|netifd|logger|root|dhcpcd|avahi-daemon|ntpd|dbus|dbus-daemon|sudo|comgt|gcom|sakis3g|ofonod|connmand|rild|mtpd|hald)$/;

const nameOf = (program: string): string =>
  (program.split('/').at(-1) ?? program).replace(/^\((.*)\)$/, '$1').toLowerCase();

/** `user@host:~$ command`, `[user@host ~]$ command`, `host ~ # command`, `$ command`; a bare `# ` may be a comment and stays. */
const withoutPrompt = (text: string): string => text.replace(prompt, '').trim();
const prompt =
  /^(?:\([\w.-]+\) )?(?:\[?[\w.-]+@[\w.-]+[: ][^$#\]]{0,80}\]?[$#] *|(?:[\w.-]+ )?~[\w/.-]* ?[$#] +|(?:ba|a)?sh-\d[\d.]*[$#] +|\$ +|\/[\w/.-]* # +)(?=\S)/;
