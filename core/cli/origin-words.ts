import type { Resolved } from '../facts/fact.js';
import { printable } from '../facts/printable.js';

/** A value of the plan and who said it: `three.co.uk (from carrier pack three-uk)`. */
export const originWords = ({ value, from, plugin }: Resolved<string>): string => {
  const shown = value === '' ? "the subscription's default" : printable(value);
  return `${shown} (${words[from]}${plugin === undefined ? '' : `${from === 'remembered' ? ', ' : ' '}${plugin}`})`;
};

const words: Readonly<Record<Resolved<string>['from'], string>> = {
  default: "Dialtone's default",
  source: 'from what this system knows',
  device: 'from device plugin',
  carrier: 'from carrier pack',
  remembered: 'remembered from last time',
  config: 'from the configuration',
  request: 'as you asked',
};
