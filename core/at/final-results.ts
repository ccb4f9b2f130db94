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
  (/^CONNECT( |$)/.test(line) ? endsCall({ kind: 'connect', text: line }) : undefined);

/** Whether a command that ended so was taken. */
export const isOk = (end: AtEnd): boolean => end.kind === 'ok' || end.kind === 'connect';

const endsAny = (end: AtEnd): FinalResult => ({ end, ends: 'any' });
const endsCall = (end: AtEnd): FinalResult => ({ end, ends: 'call' });

const fixed: ReadonlyMap<string, FinalResult> = new Map([
  ['OK', endsAny({ kind: 'ok' })],
  ['ERROR', endsAny({ kind: 'error' })],
  // Huawei's firmware says these two in place of ERROR, with nothing after them.
  ['COMMAND NOT SUPPORT', endsAny({ kind: 'error' })],
  ['TOO MANY PARAMETERS', endsAny({ kind: 'error' })],
  ['NO CARRIER', endsCall({ kind: 'no-carrier' })],
  ['BUSY', endsCall({ kind: 'busy' })],
  ['NO ANSWER', endsCall({ kind: 'no-answer' })],
  ['NO DIALTONE', endsCall({ kind: 'no-dialtone' })],
  ['NO DIAL TONE', endsCall({ kind: 'no-dialtone' })],
]);

const errorWithText = (line: string): FinalResult | undefined => {
  const [, family, text = ''] = /^\+(CME|CMS) ERROR:\s*(.*)$/.exec(line) ?? [];
  if (family === undefined) return undefined;
  const code = /^\d{1,5}$/.test(text) ? { code: Number(text) } : {};
  return endsAny({ kind: family === 'CME' ? 'cme' : 'cms', text, ...code });
};
