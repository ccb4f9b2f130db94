import type { LinePattern, ReadFact } from '../reader.js';

const said = (
  sign: 'modem-silent' | 'dialler-connected' | 'port-busy' | 'no-dialtone' | 'line-busy',
  by: string,
): readonly ReadFact[] => [{ fact: 'sign.seen', sign, by }];

/** What dialling programs with windows say: KPPP, Sakis3G, Vodafone Mobile Connect; and quectel-CM, gammu. */
export const guiWords: readonly LinePattern[] = [
  [
    /^(?:Security status: *)?Waiting for (PIN|PUK)\b/i,
    ([, what = '']) => [{ fact: 'sim.state', state: `SIM ${what.toUpperCase()}` }],
  ],
  [
    /^\W{0,3}Modem responded ["'“]([A-Z][A-Z -]{2,20})["'”] while checking for PI/i,
    ([, state = '']) => [{ fact: 'sim.state', state: state.toUpperCase() }],
  ],
  [/^\W{0,3}(?:Error: )?Port (\/dev\/tty\w{1,12}) is currently occupied by\b/i, () => said('port-busy', 'sakis3g')],
  [
    /\brequestGetSIMStatus SIMStatus: SIM_(\w+)/,
    ([, state = '']) => [{ fact: 'sim.state', state: ofQuectel[state] ?? state }],
  ],
  [
    /^(?:Sorry, )?(?:the )?modem (?:doesn'?t|does not|didn'?t) (?:respond|answer)/i,
    () => said('modem-silent', 'the dialler'),
  ],
  // Vodafone Mobile Connect and Wader, in the last line of a traceback.
  [
    /(?:^|AssertionError(?:'>)?: )Modem didn'?t reply anything meaningful/,
    () => said('modem-silent', 'Vodafone Mobile Connect'),
  ],
  [/^Modem query timed out/i, () => said('modem-silent', 'kppp')],
  [/^(?:Sorry, )?can'?t (?:lock|create lock file for) (?:the )?(?:modem|device)/i, () => said('port-busy', 'kppp')],
  [/^[^:]{1,60} connected to [^:]{1,60} \(\d{5,6}\)\.?$/i, () => said('dialler-connected', 'sakis3g')],
];

const ofQuectel: Readonly<Record<string, string>> = {
  ABSENT: 'NOT INSERTED',
  NOT_READY: 'NOT READY',
  PIN: 'SIM PIN',
  PUK: 'SIM PUK',
  NETWORK_PERSONALIZATION: 'PH-NET PIN',
};
