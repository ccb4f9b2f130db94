import type { Rule } from '@dialtone/plugins';
import { endedWith } from './ended-with.js';

/**
 * The story this project began with: CONNECT, CHAP success (which the stick fakes), then silence at IPCP. On GSM that is how a
 * missing or wrong APN looks; nothing in pppd's own words says so.
 */
export const apnRules: readonly Rule[] = [
  {
    cause: 'apn-missing',
    when: [
      { fact: 'dial.connected' },
      { fact: 'ppp.auth-succeeded' },
      { fact: 'ppp.silence-suspected' },
      { fact: 'context.kept' },
      endedWith('ppp.ipcp-silent', 'ppp.ipcp-no-address'),
    ],
    confidence: 0.9,
    says: 'No APN was set, so the network gave no address: the call connected and authentication "succeeded" (sticks answer that themselves), then IPCP brought none.',
    remedy:
      "Set your carrier's APN, with --apn NAME or in the connection's settings, or add a carrier plugin[ for network {carrier.unknown:mccmnc}]: dialtone plugin add NAME.",
  },
  {
    cause: 'apn-missing',
    when: [
      { fact: 'dial.connected' },
      { fact: 'context.listed', where: { defined: false } },
      endedWith('ppp.ipcp-silent', 'ppp.ipcp-no-address'),
    ],
    unless: [{ fact: 'context.kept' }],
    confidence: 0.85,
    says: 'The modem has no data context to dial, so the network gave no address.',
    remedy:
      "Set your carrier's APN, with --apn NAME or in the connection's settings[, or add a carrier plugin for network {carrier.unknown:mccmnc}: dialtone plugin add NAME].",
  },
  {
    cause: 'apn-wrong',
    when: [
      { fact: 'plan.resolved', where: { 'apn.from': 'request' } },
      { fact: 'context.defined' },
      { fact: 'ppp.silence-suspected' },
      { fact: 'modem.cause', where: { decisive: true } },
      endedWith('ppp.ipcp-silent', 'ppp.context-refused', 'ppp.ipcp-no-address'),
    ],
    confidence: 0.95,
    says: 'The network refused the APN that was asked for, {context.defined:apn}: {modem.cause:text}.',
    remedy: 'Ask for no APN of your own, or for the one of your carrier[: {plan.resolved:carrierApns}].',
  },
  {
    cause: 'apn-wrong',
    when: [
      { fact: 'context.defined' },
      { fact: 'ppp.silence-suspected' },
      { fact: 'modem.cause', where: { decisive: true } },
      endedWith('ppp.ipcp-silent', 'ppp.context-refused', 'ppp.ipcp-no-address'),
    ],
    unless: [{ fact: 'plan.resolved', where: { 'apn.from': 'request' } }],
    confidence: 0.9,
    says: 'The network accepts none of the APNs that are known for this SIM; the last was {context.defined:apn}: {modem.cause:text}.',
    remedy: "Ask the carrier which APN this SIM has and set it, with --apn NAME or in the connection's settings.",
  },
  {
    cause: 'apn-wrong',
    when: [{ fact: 'context.defined' }, { fact: 'ppp.silence-suspected' }, endedWith('ppp.ipcp-silent')],
    unless: [{ fact: 'modem.cause', where: { decisive: true } }],
    confidence: 0.65,
    says: 'The call connected, but the network gave no address and said nothing: most often it does not accept the APN {context.defined:apn}.',
    remedy: "Ask the carrier which APN this SIM has and set it, with --apn NAME or in the connection's settings.",
  },
];
