/** Mobile equipment errors (TS 27.007, 9.2) that the virtual modem gives. */
export const cme = {
  notAllowed: 3,
  notSupported: 4,
  simMissing: 10,
  pinRequired: 11,
  pukRequired: 12,
  simBusy: 14,
  wrongPassword: 16,
  noNetwork: 30,
  emergencyOnly: 32,
  wrongParameter: 50,
  notSubscribed: 133,
} as const;

/** Why a command was refused: a final result as it is, or the number of a mobile equipment error. */
export type Refusal = 'ERROR' | 'NO CARRIER' | 'BUSY' | number;

/** The final result, in the form that +CMEE chose: 0 plain, 1 number, 2 words. */
export const refusalText = (refusal: Refusal, form: number): string => {
  if (typeof refusal === 'string') return refusal;
  if (form === 0) return 'ERROR';
  return `+CME ERROR: ${form === 1 ? refusal : (words[refusal] ?? 'unknown')}`;
};

const words: Readonly<Record<number, string>> = {
  [cme.notAllowed]: 'operation not allowed',
  [cme.notSupported]: 'operation not supported',
  [cme.simMissing]: 'SIM not inserted',
  [cme.pinRequired]: 'SIM PIN required',
  [cme.pukRequired]: 'SIM PUK required',
  [cme.simBusy]: 'SIM busy',
  [cme.wrongPassword]: 'incorrect password',
  [cme.noNetwork]: 'no network service',
  [cme.emergencyOnly]: 'network not allowed - emergency calls only',
  [cme.wrongParameter]: 'incorrect parameters',
  [cme.notSubscribed]: 'requested service option not subscribed',
};
