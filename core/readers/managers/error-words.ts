import type { Sign } from '../../facts/signs/index.js';
import type { ReadFact } from '../reader.js';
import { signBy } from '../sign.js';

/**
 * What an error that one of the managers reports means, in whichever words: ModemManager's own (they came with and without spaces), those of
 * QMI and MBIM, the names of D-Bus errors. Undefined for one that is not known.
 */
export const errorFacts = (by: string, words: string): readonly ReadFact[] | undefined => {
  const sign = meanings.find(([pattern]) => pattern.test(words))?.[1];
  return sign === undefined ? undefined : signBy(by)(sign, shownError(words));
};

/** An error without the name that D-Bus gives it. */
export const shownError = (words: string): string =>
  words
    .replace(/GDBus\.Error:[\w.]{1,120}: ?/, '')
    .trim()
    .replace(/^'(.*)'$/, '$1');

/** From what is sure to what says little: an error often names several things. */
const meanings: readonly (readonly [RegExp, Sign])[] = [
  [/resource busy|EBUSY/i, 'port-busy'],
  [/(?:device|port) is (?:already )?connected|primary AT port is already connected/i, 'modem-still-connected'],
  [/serial device .{1,80}: permission denied/i, 'port-not-permitted'],
  [/sim[ -]?puk(?!2)(?: |-)?(?:required|code|lock)?|puk ?required(?!.*ph-)|SimPuk(?:Required)?\b/i, 'sim-puk'],
  [
    /personali[sz]ation|\bph-(?:net|sp|corp|netsub)|(?:Network|Service|Corporate|NetworkSubset)(?:Pin|Puk)Required|PhF?SimPin|PH-F?SIM P/i,
    'sim-locked-to-network',
  ],
  [
    /incorrect ?password|pin was incorrect|sim-pin-incorrect|IncorrectPassword|PinIncorrect|GSM PIN unlock failed/i,
    'pin-refused',
  ],
  [/(?<!no )sim[ -]?pin(?!2)(?: ?required|\b)|pin ?required|PinRequired/i, 'sim-pin'],
  [
    /sim[ -]?not[ -]?inserted|sim[ -]missing|no sim\b|NoSim\b|SIM card (?:is )?(?:not inserted|missing)/i,
    'sim-missing',
  ],
  [
    /sim ?failure|sim ?wrong|sim[ -]error|gsm-sim-wrong|Couldn't get SIM lock status|BadSim|SIM is not accessible|UimUninitialized/i,
    'sim-unreadable',
  ],
  [/gsm-pin-check-failed|PIN check(?:ing)? failed|device locked|modem is locked|: locked$/i, 'modem-locked'],
  [
    /RadioPowerOff|radio (?:switch|power) (?:is )?off|\bradio off\b|low[ -]power|\bFCC\b|InvalidTransition|Invalid ?transition/i,
    'radio-off',
  ],
  [/roaming[ -]?not[ -]?allowed|because roaming is not allowed|RoamingNotAllowed/i, 'roaming-refused'],
  [
    /emergency[ -](?:calls )?only|network ?not ?allowed|illegal[ -]?(?:ms|me|ue)|plmn ?not ?allowed|area ?not ?allowed|(?:gprs|eps|5gs|ps)[ -]?services?[ -]?not[ -]?allowed|imsi[ -]unknown|imei[ -]not[ -]accepted|registration[ -]denied|GprsServiceNotAllowed|GprsIllegal|GprsPlmn|GprsLocation/i,
    'registration-denied',
  ],
  [
    /(?:requires|without|no|needs|missing) APN|APN[ -]not[ -]found|APN (?:setting|or profile id)|'APN' (?:missing|not)|no apn\b/i,
    'apn-not-given',
  ],
  [
    /unknown[ -]?apn|apn not supported|invalid[ -]?access[ -]?string|option[ -]?(?:not[ -]?subscribed|unsubscribed)|GprsNotSubscribed|ServiceOptionNotSubscribed|gsm-apn-failed|specified APN|unknown-dnn|Setting APN failed/i,
    'apn-refused',
  ],
  [
    /authentication[ -]?(?:or authorization[ -]?)?fail(?:ed|ure)|PdpAuthFailure|invalid ?user ?name ?p(?:assword|wd)|auth-?failed/i,
    'user-refused',
  ],
  [
    /activation[ -]?reject|ggsn[ -]?reject|operator[ -]determined[ -]barring|insufficient[ -]resources|service[ -]?option|option-not-supported|GprsOptionNot|GprsOutOfOrder|unspecified GPRS|ipv[46](?:v6)?[ -](?:only|call)|unknown[ -]pdp|max(?:imum)? ?(?:activated ?contexts|number of bearers)|ServiceNotActivated|PacketServiceDetached|network[ -]failure|regular[ -]deactivation|congestion/i,
    'context-refused',
  ],
  [
    /no[ -]?network[ -]?service|\bno[ -]service\b|NoNetwork\b|not[ -]?searching|ProviderNotVisible/i,
    'no-network-service',
  ],
  [
    /network[ -]?timeout|registration[ -](?:timed out|timeout|failed)|NotRegistered|not[ -]registered|register with the requested/i,
    'registration-timed-out',
  ],
  [/no[ -]?carrier/i, 'no-carrier'],
  [/\bbusy\b(?<!sim busy)|modem-busy/i, 'line-busy'],
  [/no[ -]?dial[ -]?tone/i, 'no-dialtone'],
  [/no[ -]?answer|dial-timeout|dialing (?:request )?timed out/i, 'no-answer'],
  [
    /command timed out|SerialResponseTimeout|response timeout|port timed out|SerialCommandTimeout/i,
    'manager-unanswered',
  ],
  [/modem-init-failed|initialization (?:failed|timed out)/i, 'init-failed'],
  [/ppp-(?:failed|start-failed|disconnect)|PPP (?:failed|service)/i, 'ppp-failed'],
  [/invalid bearer IP configuration|ip-config-unavailable|IP configuration could not/i, 'address-missing'],
  [/no-secrets|No agents were available|secrets were required/i, 'secrets-missing-for-sim'],
  [
    /call ?failed|connection failed|phone ?failure|unknown error|dial(?:ing)?[ -](?:attempt )?failed|Bearer.*not connected/i,
    'call-failed',
  ],
];
