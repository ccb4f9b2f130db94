import type { FactPattern, Rule } from '@dialtone/plugins';
import { call, seen } from '../patterns.js';
import { apnConfigured, apnSent } from './patterns.js';

const noAddress = call({ ipcp: ['silent', 'placeholders', 'no-address'] });
const isUp = call({ ipcp: 'up' });
const isCdma = call({ technology: 'cdma' });
const noApnConfigured: FactPattern = { fact: 'config.flaw', where: { flaw: 'no-apn' } };
const askCarrier = "Ask the carrier which APN this SIM has, and set it in the dialler's configuration";

/** So many seconds of a link are no use of it. */
const atOnce = [0, 1, 2, 3, 4, 5, 6];

const dispute =
  'Put these lines into the options of pppd and take any address out of them: noipdefault, ipcp-accept-local, ipcp-accept-remote, novj, novjccomp.';
const giveApn = `${askCarrier} before the dial command[ (this looks like {carrier.suspected:name}: {carrier.suspected:apns})], for wvdial: Init5 = AT+CGDCONT=1,"IP","APN".`;

/** The call connected and brought no address: what is known of the APN decides what that means. */
export const contextRules: readonly Rule[] = [
  {
    cause: 'apn-missing',
    when: [call({ context: 'none' }), noAddress],
    unless: [...apnSent, isCdma, isUp],
    confidence: 0.85,
    says: 'No APN was given to the modem, so the network gave no address: the call connected and authentication "succeeded" (sticks answer that themselves), then IPCP brought none.',
    remedy: giveApn,
  },
  {
    cause: 'apn-missing',
    when: [{ fact: 'config.read', where: { tool: 'wvdial' } }, call({ context: 'unknown' }), noAddress],
    unless: [call({ context: 'none' }), ...apnSent, ...apnConfigured, isCdma, isUp],
    confidence: 0.8,
    says: 'The configuration gives the modem no APN, so the network gave no address: the call connected, then IPCP brought none.',
    remedy: giveApn,
  },
  {
    cause: 'apn-missing',
    when: [call({ context: 'none', auth: 'passed', ipcp: ['none', 'started'], end: ['hang-up', 'failed', 'ours'] })],
    unless: [...apnSent, isCdma, isUp],
    confidence: 0.65,
    says: 'No APN was given to the modem; the call connected and authentication "succeeded" (sticks answer that themselves), but no address came before it ended.',
    remedy: giveApn,
  },
  {
    cause: 'apn-missing',
    when: [call({ context: 'none', auth: 'passed', ipcp: ['none', 'started'], end: 'none' })],
    unless: [...apnSent, isCdma, isUp],
    confidence: 0.62,
    says: 'No APN was given to the modem; the call connected and authentication "succeeded" (sticks answer that themselves), but the log shows no address.',
    remedy: giveApn,
  },
  ...[call({ context: 'none', technology: 'gsm' }), noApnConfigured].map(
    (none): Rule => ({
      cause: 'apn-missing',
      when: [none, call({ auth: 'passed', ipcp: ['none', 'started', 'silent', 'no-address'], end: 'peer' })],
      unless: [...apnSent, isCdma, isUp],
      confidence: 0.78,
      says: 'No APN was given to the modem, and the link was ended right after authentication (which sticks and phones answer themselves): there was no data context to go on with.',
      remedy: giveApn,
    }),
  ),
  {
    cause: 'apn-missing',
    when: [call({ context: 'none', technology: 'gsm', dial: 'connect', ipcp: ['none', 'started'], end: 'hang-up' })],
    unless: [...apnSent, isUp, { fact: 'usb.left' }],
    confidence: 0.61,
    says: 'No APN was given to the modem; it took the call, and hung up before there was an address.',
    remedy: giveApn,
  },
  {
    cause: 'apn-missing',
    when: [call({ context: 'none', dial: 'no-carrier', technology: 'gsm' })],
    unless: [...apnSent, isUp],
    confidence: 0.45,
    says: 'No APN was given to the modem before it dialled; where it has none stored, the call ends so.',
    remedy: giveApn,
  },
  ...[...apnSent, ...apnConfigured].map((given): Rule => apnWrong(given)),
  {
    cause: 'ipcp-no-address',
    when: [call({ ipcp: 'placeholders' })],
    unless: [isUp],
    confidence: 0.7,
    says: 'The network named nothing but placeholders and never gave an address: there was no data context behind the call.',
    remedy: `${askCarrier}: AT+CGDCONT? shows the one that the modem has.`,
  },
  {
    cause: 'pdp-rejected',
    when: [call({ auth: 'passed', ipcp: 'placeholders', end: 'hang-up' })],
    unless: [isUp, call({ context: 'none' })],
    confidence: 0.71,
    says: 'The modem asked for the data context with placeholders in its answers, and hung up: the network refused it.',
    remedy: `${askCarrier}, and ask whether data is enabled on this SIM; AT+CEER tells why, right after it.`,
  },
  {
    cause: 'ipcp-no-address',
    when: [noAddress],
    unless: [isUp],
    confidence: 0.62,
    says: 'The call connected, but the network never gave an address: most often the APN is missing or not one of this SIM. The log does not show which.',
    remedy: `${askCarrier}; AT+CGDCONT? shows the one that the modem has, AT+CGATT? and AT+CREG? whether it is registered.`,
  },
  {
    cause: 'ipcp-no-address',
    when: [call({ auth: 'passed', ipcp: ['none', 'started'], end: ['none', 'ours', 'failed'] })],
    unless: [isUp],
    confidence: 0.6,
    says: 'The call connected and authentication passed, but no address came: most often the APN is missing or not one of this SIM.',
    remedy: `${askCarrier}; AT+CGDCONT? shows the one that the modem has.`,
  },
  {
    cause: 'pdp-rejected',
    when: [call({ auth: 'passed', ipcp: ['none', 'started'], end: 'hang-up' })],
    unless: [isUp],
    confidence: 0.65,
    says: 'The call was dropped right after authentication, where the network sets up the data context: it refused it.',
    remedy: `${askCarrier}, and ask whether data is enabled on this SIM; AT+CEER tells why, right after it.`,
  },
  {
    cause: 'ipcp-no-address',
    when: [call({ ipcp: 'started' })],
    unless: [isUp],
    confidence: 0.45,
    says: 'The call connected, but no address came before the log ends.',
    remedy: `${askCarrier}; AT+CGDCONT? shows the one that the modem has.`,
  },
  {
    cause: 'pdp-rejected',
    when: [call({ ipcp: ['none', 'started', 'silent', 'no-address'], auth: 'passed', end: 'peer' })],
    unless: [isUp],
    confidence: 0.75,
    says: 'The network ended the link right after authentication[: "{ppp.terminate-received:message}"]: it refused the data context.',
    remedy: `${askCarrier}, and ask whether data is enabled on this SIM.`,
  },
  {
    cause: 'pdp-rejected',
    when: [
      call({ ipcp: ['none', 'started', 'silent', 'no-address'], lcp: ['opened', 'none'], auth: 'none', end: 'peer' }),
    ],
    unless: [isUp],
    confidence: 0.7,
    says: 'The network ended the link before it gave an address[: "{ppp.terminate-received:message}"]: it refused the data context.',
    remedy: `${askCarrier}, and ask whether data is enabled on this SIM.`,
  },
  {
    cause: 'pdp-rejected',
    when: [{ fact: 'call.summed', where: { ipcp: 'up', end: 'peer', heldSeconds: { oneOf: atOnce } } }],
    confidence: 0.82,
    says: "The network ended the link as soon as it was up: the address was one of the modem's own, and the data context behind it was refused.",
    remedy: `${askCarrier}, and ask whether data is enabled on this SIM; AT+CGACT=1,1 tells whether the modem can activate it, AT+CEER why not.`,
  },
  {
    cause: 'ipcp-no-address',
    when: [call({ ipcp: 'rejected' })],
    unless: [isUp],
    confidence: 0.6,
    says: 'The other end does not speak IP on this call.',
    remedy: `${askCarrier}: its first part must be "IP", as in AT+CGDCONT=1,"IP","APN".`,
  },
  {
    cause: 'ipcp-option-conflict',
    when: [call({ ipcp: 'disputed' }), seen('ipcp-disputed')],
    unless: [isUp],
    confidence: 0.76,
    says: 'The two ends did not agree on the settings of IP[: they disputed {sign.seen:detail}].',
    remedy: dispute,
  },
  {
    cause: 'ipcp-option-conflict',
    when: [call({ ipcp: 'disputed' }), { fact: 'config.read', where: { tool: 'pppd', key: 'address' } }],
    unless: [isUp],
    confidence: 0.88,
    says: 'The options of pppd name an address ({config.read:value}), and the network gives its own: neither gave way.',
    remedy:
      'Take "{config.read:value}" out of the options of pppd and put these in: noipdefault, ipcp-accept-local, ipcp-accept-remote.',
  },
  {
    cause: 'ipcp-option-conflict',
    when: [call({ ipcp: 'disputed' }), { fact: 'config.read', where: { tool: 'wvdial', key: 'Force Address' } }],
    unless: [isUp],
    confidence: 0.88,
    says: 'wvdial.conf names an address ({config.read:value}), and the network gives its own: neither gave way.',
    remedy: 'Take the line "Force Address" out of wvdial.conf.',
  },
  {
    cause: 'ipcp-option-conflict',
    when: [{ fact: 'sign.seen', where: { sign: 'ipcp-disputed', detail: { contains: "the other end's address" } } }],
    confidence: 0.78,
    says: 'Our pppd did not accept the address that the network named as its own ({sign.seen:detail}).',
    remedy:
      'Let it: put "noauth" and "ipcp-accept-remote" into the options of pppd, or name an address: ":10.64.64.64".',
  },
  {
    cause: 'ipcp-option-conflict',
    when: [call({ ipcp: 'disputed' })],
    unless: [isUp],
    confidence: 0.75,
    says: 'The network offered an address, but the two ends did not agree on the settings of IP.',
    remedy: dispute,
  },
];

function apnWrong(given: FactPattern): Rule {
  return {
    cause: 'apn-wrong',
    when: [given, call({ ipcp: ['silent', 'no-address'] })],
    unless: [call({ context: 'none' }), isCdma, isUp],
    confidence: 0.65,
    says: 'The call connected, but the network gave no address and said nothing: most often it does not accept the APN[ {context.defined:apn}].',
    remedy: `${askCarrier}[ (this looks like {carrier.suspected:name}: {carrier.suspected:apns})].`,
  };
}
