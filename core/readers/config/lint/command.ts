import { requoted } from './context.js';
import { type Fault, faultsBy, type Repair } from './fault.js';
import { meant } from './near.js';
import { isUnbalanced, plainQuotes, unmangled } from './repairs.js';

/** What is wrong with an AT command as it stands in a configuration. */
export const lintCommand = (command: string): readonly Fault[] => faultsBy(repairs, command);

const repairs: readonly Repair[] = [
  ['html-mangled', unmangled],
  ['typographic-quotes', (text) => (/^\s*AT/i.test(text) ? plainQuotes(text) : text)],
  [
    'command-misspelt',
    (text) => text.replace(/(\+|AT)([A-Z]{6,9})(?=\s*=)/i, (all, head, name) => known(all, head, name)),
  ],
  ['at-missing', (text) => (/^\s*\+?CG[A-Z]+=/i.test(text) ? `AT+${text.trim().replace(/^\+/, '')}` : text)],
  ['unbalanced-quotes', (text) => (isUnbalanced(text) ? requoted(text) : text)],
  ['unquoted-apn', requoted],
];

/** `+CDGCONT`, `ATCGDCONT`: what was meant. */
const known = (all: string, head: string, name: string): string => {
  const isRight = name.toUpperCase() === 'CGDCONT';
  const right = isRight ? name : meant(name, ['CGDCONT']);
  return right === undefined || (isRight && head === '+') ? all : `${head === '+' ? '' : head}+${right}`;
};
