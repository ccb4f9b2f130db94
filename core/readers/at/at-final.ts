import { finalResult, isOk } from '../../at/final-results.js';

/** How a command ended, by the line that says so. */
export interface Final {
  /** As a modem prints it. */
  readonly result: string;
  readonly ok: boolean;
  readonly code?: number;
}

/** The final result that a line of a log is; `first` when nothing else was heard before, where a lone digit is one too (ATV0). */
export const finalOf = (line: string, first: boolean): Final | undefined => {
  const text = spelt(line);
  const numeric = first ? numerics[text] : undefined;
  const result = numeric ?? text;
  const found = finalResult(result)?.end;
  if (found === undefined) return undefined;
  const code = 'code' in found ? found.code : undefined;
  return { result, ok: isOk(found), ...(code === undefined ? {} : { code }) };
};

/** People and tools write these in every way: `Ok`, `no  carrier`, `+CME ERROR:14`. */
const spelt = (line: string): string => {
  const text = line.replace(/\s+/g, ' ').replace(/[.!]+$/, '');
  const error = /^\+(CM[ES])\s?ERROR\s?:?\s?(.*)$/i.exec(text);
  if (error) return `+${error[1]?.toUpperCase()} ERROR: ${error[2]}`;
  return /^(?:OK|ERROR|BUSY|NO ?CARRIER|NO ANSWER|NO DIAL ?TONE|COMMAND NOT SUPPORT(?:ED)?|TOO MANY PARAMETERS|CONNECT(?: [\d/ A-Z]{0,40})?)$/i.test(
    text,
  )
    ? text.toUpperCase().replace('NOCARRIER', 'NO CARRIER').replace('SUPPORTED', 'SUPPORT')
    : text;
};

const numerics: Readonly<Record<string, string>> = {
  '0': 'OK',
  '1': 'CONNECT',
  '3': 'NO CARRIER',
  '4': 'ERROR',
  '6': 'NO DIALTONE',
  '7': 'BUSY',
  '8': 'NO ANSWER',
};
