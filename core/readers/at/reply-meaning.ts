import { parseIdentity } from '../../at/parse-identity.js';
import { firstFields, wholeNumber } from '../../at/reply-fields.js';
import type { ReadFact } from '../reader.js';
import { isPinGiven, networkLockAsked } from './command-kinds.js';

/** What it means that a command was taken, with all of its lines. */
export const replyMeaning = (command: string, lines: readonly string[], result: string): readonly ReadFact[] => {
  if (result.startsWith('CONNECT')) return [{ fact: 'dial.connected', number: numberOf(command), text: result }];
  return [
    ...contextSet(command),
    ...contextEmptied(command),
    ...radioSet(command),
    ...(isPinGiven.test(command) ? [{ fact: 'sim.unlocked' } as const] : []),
    ...lockAnswered(command, lines),
    ...(/\+CGDCONT\s*\?/i.test(command) && lines.length === 0 ? noContext : []),
    ...identityOf(command, lines),
  ];
};

/** `ATDT*99#` → `*99#`. */
const numberOf = (command: string): string => /D[TPI]?\s*([*#\d+][^\s;]*)/i.exec(command)?.[1] ?? '';

/** The context that `+CGDCONT=1,"IP","internet"` sets, with whatever quotes, or none. */
export const contextSet = (command: string): readonly ReadFact[] => {
  const [, cid, apn] =
    /\+CGDCONT\s*=\s*(\d{1,2})\s*,\s*[^,]{0,12}\s*,\s*["'\u201c\u201d\u2018\u2019]?([^",'\u201c\u201d\u2018\u2019;]{0,100})/i.exec(
      command,
    ) ?? [];
  return cid === undefined || apn === undefined ? [] : [{ fact: 'context.defined', cid: Number(cid), apn: apn.trim() }];
};

/** `+CGDCONT=1` without more takes the context away. */
const contextEmptied = (command: string): readonly ReadFact[] => {
  const cid = /\+CGDCONT\s*=\s*(\d{1,2})\s*$/i.exec(command)?.[1];
  return cid === undefined ? [] : [{ fact: 'context.listed', cid: Number(cid), defined: false }];
};

const radioSet = (command: string): readonly ReadFact[] => {
  const level = /\+CFUN\s*=\s*(\d)/i.exec(command)?.[1];
  if (level === undefined) return [];
  const isOff = level === '0' || level === '4';
  return [
    {
      fact: 'sign.seen',
      sign: isOff ? 'radio-switched-off' : 'radio-switched-on',
      by: 'dialler',
      detail: `AT+CFUN=${level}`,
    },
  ];
};

/** +CLCK="PN",2 asks whether the lock to a network is on. */
const lockAnswered = (command: string, lines: readonly string[]): readonly ReadFact[] =>
  networkLockAsked.test(command) && wholeNumber(firstFields(lines, '+CLCK')?.[0]) === 1
    ? [{ fact: 'sign.seen', sign: 'locked-to-network', by: 'modem' }]
    : [];

const noContext: readonly ReadFact[] = [{ fact: 'context.listed', cid: 1, defined: false }];

const identityOf = (command: string, lines: readonly string[]): readonly ReadFact[] => {
  if (/^AT\+?C?GMI$/i.test(command)) return identified('manufacturer', parseIdentity(lines));
  if (/^AT\+?C?GMM$/i.test(command)) return identified('model', parseIdentity(lines));
  if (/^AT\+?C?GMR$/i.test(command)) return identified('revision', parseIdentity(lines));
  if (!/^AT(?:Z|&F|E\d)?I\d?$/i.test(command)) return [];
  const value = (key: string) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${key}:`))
      ?.slice(key.length + 1)
      .trim();
  const [manufacturer, model, revision] = [value('manufacturer'), value('model'), value('revision')];
  return manufacturer === undefined && model === undefined
    ? []
    : [
        {
          fact: 'modem.identified',
          ...(manufacturer === undefined ? {} : { manufacturer }),
          ...(model === undefined ? {} : { model }),
          ...(revision === undefined ? {} : { revision }),
        },
      ];
};

const identified = (what: 'manufacturer' | 'model' | 'revision', text: string | undefined): readonly ReadFact[] =>
  text === undefined ? [] : [{ fact: 'modem.identified', [what]: text }];
