import type { AtEnd } from './at-reply.js';

/** A final result: how it ends a command, and which commands it can end. */
export interface FinalResult {
  readonly end: AtEnd;
  /** `call`: only a command that makes a call ends with it; next to any other it speaks of an earlier call. */
  readonly ends: 'any' | 'call';
}

/** The final result that a line is (V.250 6.2, TS 27.007 9, TS 27.005 3.2.5), or undefined. */
export const finalResult = (line: string): FinalResult | undefined =>
  fixed.get(line) ??
  errorWithText(line) ??
  (/^CONNECT( |$)/.test(line) ? call({ kind: 'connect', text: line }) : undefined);

/** Whether a command that ended so was taken. */
export const isOk = (end: AtEnd): boolean => end.kind === 'ok' || end.kind === 'connect';

const any = (end: AtEnd): FinalResult => ({ end, ends: 'any' });
const call = (end: AtEnd): FinalResult => ({ end, ends: 'call' });

const fixed: ReadonlyMap<string, FinalResult> = new Map([
  ['OK', any({ kind: 'ok' })],
  ['ERROR', any({ kind: 'error' })],
  // Huawei's firmware says these two in place of ERROR, with nothing after them.
  ['COMMAND NOT SUPPORT', any({ kind: 'error' })],
  ['TOO MANY PARAMETERS', any({ kind: 'error' })],
  ['NO CARRIER', call({ kind: 'no-carrier' })],
  ['BUSY', call({ kind: 'busy' })],
  ['NO ANSWER', call({ kind: 'no-answer' })],
  ['NO DIALTONE', call({ kind: 'no-dialtone' })],
  ['NO DIAL TONE', call({ kind: 'no-dialtone' })],
]);

const errorWithText = (line: string): FinalResult | undefined => {
  const [, family, text = ''] = /^\+(CME|CMS) ERROR:\s*(.*)$/.exec(line) ?? [];
  if (family === undefined) return undefined;
  const code = /^\d{1,5}$/.test(text) ? { code: Number(text) } : {};
  return any({ kind: family === 'CME' ? 'cme' : 'cms', text, ...code });
};
