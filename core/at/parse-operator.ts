import { firstFields, wholeNumber } from './reply-fields.js';

/** The network that serves the modem, from the answer to `AT+COPS?`: `+COPS: 0,2,"23420",2`. */
export interface ServingOperator {
  /** MCC and MNC; only in the numeric format (+COPS=3,2). */
  readonly code?: string;
  /** Only in an alphanumeric format (+COPS=3,0). */
  readonly name?: string;
  /** As TS 27.007, 7.3 numbers it: 0 GSM, 2 UTRAN, 3 GSM with EGPRS, 4 to 6 UTRAN with HSPA, 7 E-UTRAN. */
  readonly technology?: number;
}

/** Undefined while no network serves it: a bare `+COPS: 0`. */
export const parseOperator = (lines: readonly string[]): ServingOperator | undefined => {
  const [, , operator, technology] = firstFields(lines, '+COPS') ?? [];
  if (operator === undefined || operator.text === '') return undefined;
  const act = wholeNumber(technology);
  return {
    ...(/^\d{5,6}$/.test(operator.text) ? { code: operator.text } : { name: operator.text }),
    ...(act === undefined ? {} : { technology: act }),
  };
};
