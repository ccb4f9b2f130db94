import { type Fault, faultsBy, type Repair } from './fault.js';
import { meant } from './near.js';
import { plainQuotes, unmangled } from './repairs.js';

/** What is wrong with an APN as such. One that a shell, chat or a template fills in is not there to be judged. */
export const lintApn = (apn: string): readonly Fault[] => {
  const found = faultsBy(repairs, apn);
  if (/[\\$%]/.test(apn)) return [];
  if (found.length > 0) return found;
  return isOdd(apn) ? [{ flaw: 'apn-odd' }] : [];
};

const repairs: readonly Repair[] = [
  ['html-mangled', unmangled],
  ['typographic-quotes', (text) => (/[“”„«»‘’]/.test(text) ? plainQuotes(text).replaceAll('"', '') : text)],
  [
    'apn-odd',
    (text) => {
      const bare = text
        .trim()
        .replace(/^["']+|["']+$/g, '')
        .replace(/^https?:\/\//i, '')
        .replace(/^\.+|[./]+$/g, '');
      return internet(bare) ?? (bare === '' ? text : bare);
    },
  ],
];

/** The commonest APN of all, with letters swapped or lost; `3internet` and its like are others. */
const internet = (apn: string): string | undefined =>
  /^i[a-z]{4,7}t$/.test(apn) ? meant(apn, ['internet']) : undefined;

/** Only letters, digits, hyphens and dots are allowed in one (TS 23.003); some carriers use an underscore or an @. What a poster hid is not odd. */
const isOdd = (apn: string): boolean =>
  /\s|[,;:=/\\!?]/.test(apn) ||
  /^(?:<.*apn.*>|\[?(?:your|my|enter|carriers?|providers?)[-_. ]?(?:apn|apn[-_. ]?here)\]?|apn)$/i.test(apn);
