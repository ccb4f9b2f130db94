import type { FactOf } from '../facts/fact.js';
import type { Edit } from './unified-diff.js';

type Setting = FactOf<'config.read'>;

/** The line that gives a configuration its APN, where it belongs: in wvdial.conf, a chat script, a profile of NetworkManager or OpenWrt's network file. */
export const apnLine = (settings: readonly Setting[], apn: string): Edit | undefined =>
  forWvdial(settings, apn) ?? forChat(settings, apn) ?? forProfile(settings, apn) ?? forOpenWrt(settings, apn);

const command = (apn: string): string => `AT+CGDCONT=1,"IP","${apn}"`;

/** Behind the last Init line of the section that has the number, or behind the number; in the place of a line that defines another APN. */
const forWvdial = (settings: readonly Setting[], apn: string): Edit | undefined => {
  const all = settings.filter(({ tool }) => tool === 'wvdial');
  const phone = all.findLast(({ key }) => key === 'Phone');
  const inits = all.filter(({ key }) => /^Init\d?$/.test(key));
  const number = freeNumber(inits);
  const file = phone?.at?.file;
  const near = inits.filter(({ section, at }) => section === phone?.section && at?.file === file);
  const behind = near.toSorted((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0)).at(-1) ?? phone;
  if (behind?.at === undefined || number === undefined) return undefined;
  return { file: behind.at.file, line: behind.at.line + 1, takesAway: [], puts: [`Init${number} = ${command(apn)}`] };
};

/** The next number that no Init line of any section has; wvdial sends them in order, and an earlier one may be ATZ. */
const freeNumber = (inits: readonly Setting[]): number | undefined => {
  const used = new Set(inits.map(({ key }) => Number(/\d/.exec(key)?.[0] ?? '1')));
  const next = Math.max(1, ...used) + 1;
  return next <= 9 ? next : [9, 8, 7, 6, 5, 4, 3, 2].find((number) => !used.has(number));
};

/** Before the line that dials, and waiting for what it waited for. */
const forChat = (settings: readonly Setting[], apn: string): Edit | undefined => {
  const dial = settings.findLast(
    ({ tool, key, value }) => tool === 'chat' && key === 'send' && /^AT\s*D/i.test(value),
  )?.at;
  const found = dial && /^(\S+)(\s+)(["']?AT\s*D.*)$/i.exec(dial.text);
  if (dial === undefined || !found) return undefined;
  const [, expect = '', gap = ' ', rest = ''] = found;
  const end = /\s*\\$/.exec(rest)?.[0] ?? '';
  const first = `${expect}${gap}'${command(apn)}'${end}`;
  if (expect === 'OK') return { file: dial.file, line: dial.line, takesAway: [], puts: [first] };
  return { file: dial.file, line: dial.line, takesAway: [dial.text], puts: [first, `OK${gap}${rest}`] };
};

const forProfile = (settings: readonly Setting[], apn: string): Edit | undefined => {
  const gsm = settings.filter(({ tool, section }) => tool === 'NetworkManager' && section === 'gsm');
  const empty = gsm.find(({ key }) => key === 'apn')?.at;
  if (empty) return { file: empty.file, line: empty.line, takesAway: [empty.text], puts: [`apn=${apn}`] };
  const last = gsm.at(-1)?.at;
  return last && { file: last.file, line: last.line + 1, takesAway: [], puts: [`apn=${apn}`] };
};

const forOpenWrt = (settings: readonly Setting[], apn: string): Edit | undefined => {
  const proto = settings.find(({ tool, key, value }) => tool === 'OpenWrt' && key === 'proto' && value === '3g');
  const empty = settings.find(
    ({ tool, key, section }) => tool === 'OpenWrt' && key === 'apn' && section === proto?.section,
  )?.at;
  const line = (text: string): string =>
    text.startsWith('option') ? `option apn '${apn}'` : `${text.slice(0, text.lastIndexOf('.'))}.apn='${apn}'`;
  if (empty) return { file: empty.file, line: empty.line, takesAway: [empty.text], puts: [line(empty.text)] };
  const at = proto?.at;
  return at && { file: at.file, line: at.line + 1, takesAway: [], puts: [line(at.text)] };
};
