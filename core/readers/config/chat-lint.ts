import type { ReadFact } from '../reader.js';
import { contextDialled, isCdmaNumber, lintNumber } from './lint/number.js';
import { flawAt, type Setting } from './setting.js';

export interface ChatStep {
  readonly setting: Setting;
  readonly expect: string;
  /** The data context that its command defines. */
  readonly context: number | undefined;
}

/** What is wrong with a chat script as a whole, or that nothing is. */
export const lintScript = (steps: readonly ChatStep[]): readonly ReadFact[] => {
  const index = steps.findLastIndex(({ setting }) => dialCommand.test(setting.value));
  const dial = steps[index]?.setting;
  if (dial === undefined) return [];
  const number = dial.value.replace(dialCommand, '').replace(/\\\w$/, '');
  const cid = contextDialled(number);
  const defined = steps.filter(({ context }) => context !== undefined);
  // A variable of a shell holds what nobody can see from here.
  const isKnown = !steps.some(({ setting }) => setting.value.includes('$'));
  const other = defined.find(({ context }) => context !== cid);
  const flaws = [
    ...(cid !== undefined && defined.length === 0 && isKnown ? [flawAt(dial, 'no-apn')] : []),
    ...(cid !== undefined && other && defined.every(({ context }) => context !== cid) && lintNumber(number).length === 0
      ? [
          flawAt(
            dial,
            'context-not-defined',
            dial.at.text.replace(number, () => `*99***${other.context}#`),
          ),
        ]
      : []),
    ...(isCdmaNumber(number) && defined.length > 0
      ? [
          flawAt(
            dial,
            'cdma-number-with-apn',
            dial.at.text.replace(number, () => '*99#'),
          ),
        ]
      : []),
    ...(awaitsConnect(steps, index) ? [] : [flawAt(dial, 'connect-not-awaited')]),
  ];
  const isWhole = flaws.length === 0 && lintNumber(number).length === 0;
  return isWhole ? [{ fact: 'sign.seen', sign: 'config-complete', by: 'chat script', at: dial.at }] : flaws;
};

const dialCommand = /^AT\s*D[TP]?\s*(?=[*#\d])/i;

const awaitsConnect = (steps: readonly ChatStep[], index: number): boolean =>
  steps.slice(index + 1).some(({ expect }) => /CONNECT|~|ogin:/.test(expect));
