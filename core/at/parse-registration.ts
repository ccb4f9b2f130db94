import { type Field, firstFields, wholeNumber } from './reply-fields.js';

/** One line of +CREG, +CGREG or +CEREG, asked for or not. */
export interface Registration {
  readonly domain: 'circuit' | 'packet' | 'eps';
  /** As in TS 27.007: 0 not searching, 1 home, 2 searching, 3 denied, 4 unknown, 5 roaming. */
  readonly status: number;
  readonly registered: boolean;
  readonly roaming: boolean;
  /** Location (or tracking) area and cell, where the line names them. */
  readonly area?: number;
  readonly cell?: number;
}

/** What a registration line says, or undefined. Both shapes are read: see `registrationShape`. */
export const parseRegistration = (line: string): Registration | undefined => {
  const name = names.find((it) => firstFields([line], it) !== undefined);
  if (name === undefined) return undefined;
  const [status, area, cell] = (firstFields([line], name) ?? []).slice(registrationShape(line) === 'answer' ? 1 : 0);
  const stat = wholeNumber(status);
  if (stat === undefined || stat > highestStatus) return undefined;
  return {
    domain: domains[name],
    status: stat,
    registered: stat === 1 || stat === 5,
    roaming: stat === 5,
    ...place('area', area),
    ...place('cell', cell),
  };
};

/**
 * The answer to `AT+CREG?` is `<n>,<stat>[,<lac>,<ci>…]`, the report is `<stat>[,<lac>,<ci>…]`. A second field in quotes or of more than two
 * characters is an area, and a lone field a report; what is left is taken as an answer.
 */
export const registrationShape = (line: string): 'answer' | 'report' => {
  const [, second] = names.map((name) => firstFields([line], name)).find((fields) => fields !== undefined) ?? [];
  return second !== undefined && !second.quoted && /^\d{1,2}$/.test(second.text) ? 'answer' : 'report';
};

const names = ['+CREG', '+CGREG', '+CEREG'] as const;
const domains = { '+CREG': 'circuit', '+CGREG': 'packet', '+CEREG': 'eps' } as const;
const highestStatus = 11;

const place = <K extends 'area' | 'cell'>(key: K, field: Field | undefined): { readonly [P in K]?: number } =>
  field !== undefined && /^[0-9A-F]{1,8}$/i.test(field.text)
    ? ({ [key]: Number.parseInt(field.text, 16) } as { readonly [P in K]: number })
    : {};
