import type { Rule } from '@dialtone/plugins';
import { endedWith } from './ended-with.js';

/** SIM and radio: what keeps a modem from being registered. */
export const initRules: readonly Rule[] = [
  {
    cause: 'modem-not-responding',
    when: [endedWith('init.no-reply')],
    confidence: 0.8,
    says: 'The port opens, but the modem answers no AT command.',
    remedy: 'Unplug the stick for ten seconds and plug it in again.',
  },
  {
    cause: 'at-command-rejected',
    when: [endedWith('init.rejected')],
    confidence: 0.85,
    says: 'The modem refused a command that its plugin asks for: {walk.ended:detail}.',
    remedy:
      'Report it to the author of the plugin[ {device.recognised:plugin}]; --disable-plugin leaves the plugin out.',
  },
  {
    cause: 'at-command-rejected',
    when: [endedWith('init.context-refused')],
    confidence: 0.7,
    says: 'The modem refused to store the APN[ {plan.resolved:apn.value}] ({walk.ended:detail}).',
    remedy: 'Unplug the stick for ten seconds and plug it in again; some keep a context of an earlier call.',
  },
  {
    cause: 'sim-missing',
    when: [endedWith('init.sim-missing')],
    confidence: 0.9,
    says: 'The modem reads no SIM.',
    remedy: 'See whether there is a SIM in it: take it out, wipe its contacts, and put it back until it clicks.',
  },
  {
    cause: 'sim-busy',
    when: [endedWith('init.sim-busy')],
    confidence: 0.8,
    says: 'The SIM stayed busy.',
    remedy: 'Unplug the stick for ten seconds and plug it in again.',
  },
  {
    cause: 'sim-pin-required',
    when: [endedWith('init.pin-required')],
    confidence: 0.95,
    says: 'The SIM waits for its PIN.',
    remedy:
      "Give the PIN when you are asked for it, in the connection's settings, or with --pin-file FILE in a file that only you can read.",
  },
  {
    cause: 'sim-pin-wrong',
    when: [endedWith('init.pin-wrong')],
    confidence: 0.95,
    says: 'The SIM did not take this PIN[ ({walk.ended:detail})]. It will not be sent again.',
    remedy:
      "Look the PIN up and give the right one, in the connection's settings or with --pin-file FILE: after three wrong ones the SIM asks for its PUK. If it is right, switch the PIN off in a phone.",
  },
  {
    cause: 'sim-pin-required',
    when: [endedWith('init.pin-unsafe')],
    confidence: 0.95,
    says: 'The SIM waits for its PIN and has too few tries left to risk one ({walk.ended:detail}).',
    remedy: 'Put the SIM into a phone, enter the PIN there, and plug the stick in again.',
  },
  {
    cause: 'sim-puk-required',
    when: [endedWith('init.puk-required')],
    confidence: 0.95,
    says: 'The SIM is blocked after three wrong PINs and waits for its PUK.',
    remedy: 'Put it into a phone and enter the PUK that the carrier gave with the SIM.',
  },
  {
    cause: 'sim-network-locked',
    when: [endedWith('init.network-locked')],
    confidence: 0.95,
    says: 'The stick is locked to another carrier ({walk.ended:detail}).',
    remedy: 'Ask the carrier that sold the stick for its unlock code.',
  },
  {
    cause: 'radio-off',
    when: [endedWith('init.radio-off')],
    confidence: 0.9,
    says: 'The radio of the modem is off ({walk.ended:detail}) and would not go on.',
    remedy: 'Look for a flight-mode switch or an rfkill block: rfkill unblock wwan.',
  },
  {
    cause: 'no-signal',
    when: [endedWith('init.no-signal')],
    confidence: 0.85,
    says: 'The modem hears no network.',
    remedy: 'Move the stick to a window, or put it on an extension cable.',
  },
  {
    cause: 'not-registered',
    when: [endedWith('init.not-registered')],
    confidence: 0.8,
    says: 'The modem hears networks[ ({signal.measured:percent} % signal)] but none took it in within a minute.',
    remedy: 'Try the SIM in a phone at the same place: that tells the SIM from the stick.',
  },
  {
    cause: 'registration-denied',
    when: [endedWith('init.registration-denied')],
    confidence: 0.85,
    says: 'The network refuses this SIM.',
    remedy: 'Ask the carrier whether the SIM is active and whether the network still serves this kind of stick.',
  },
  {
    cause: 'roaming-not-allowed',
    when: [endedWith('init.roaming-refused')],
    confidence: 0.95,
    says: "Only a foreign network takes this SIM here, and you asked for the SIM's own network alone.",
    remedy: 'Allow roaming for this connection, if its price is known to you, or try again where your own network is.',
  },
];
