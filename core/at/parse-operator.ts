import { firstFields, wholeNumber } from './reply-fields.js';

/** The network that serves, as +COPS? tells it. */
export interface ServingOperator {
  /** 0 automatic, 1 manual, 2 deregistered, 4 manual then automatic. */
  readonly mode: number;
  /** A name or, in numeric format, MCC and MNC; absent while there is none. */
  readonly name?: string;
  readonly numeric: boolean;
  /** 0 GSM, 2 UTRAN, 3 EDGE, 4 HSDPA, 5 HSUPA, 6 HSPA, 7 LTE. */
  readonly technology?: number;
}

/** What +COPS? says, or undefined. */
export const parseOperator = (lines: readonly string[]): ServingOperator | undefined => {
  const [first, format, name, act] = firstFields(lines, '+COPS') ?? [];
  const mode = wholeNumber(first);
  const technology = wholeNumber(act);
  if (mode === undefined) return undefined;
  return {
    mode,
    ...(name === undefined || name.text === '' ? {} : { name: name.text }),
    numeric: format?.text === '2',
    ...(technology === undefined ? {} : { technology }),
  };
};
