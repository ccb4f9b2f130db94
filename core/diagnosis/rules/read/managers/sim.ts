import type { Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { isRegistered, wasMade } from './states.js';

const isUnlocked = seen('sim-unlocked');

/** What ModemManager and NetworkManager say of the SIM. */
export const simRules: readonly Rule[] = [
  {
    cause: 'sim-missing',
    when: [seen('sim-missing')],
    unless: [...wasMade, isRegistered, isUnlocked],
    confidence: 0.95,
    says: 'The modem has no SIM, or does not see it[ ({sign.seen:detail})].',
    remedy: 'Take the SIM out, wipe its contacts, put it back until it clicks, and plug the stick in again.',
  },
  {
    cause: 'sim-missing',
    when: [seen('sim-unreadable')],
    unless: [...wasMade, isRegistered, isUnlocked],
    confidence: 0.85,
    says: 'The modem cannot read the SIM[ ({sign.seen:detail})].',
    remedy:
      'Take the SIM out, wipe its contacts and put it back; then try it in a phone, which tells the SIM from the modem.',
  },
  {
    cause: 'sim-pin-required',
    when: [seen('sim-pin')],
    unless: [...wasMade, isRegistered, isUnlocked, seen('pin-refused', 'sim-puk', 'sim-locked-to-network')],
    confidence: 0.95,
    says: 'The SIM waits for its PIN.',
    remedy:
      'Give the PIN to the profile (nmcli connection modify NAME gsm.pin PIN) or to ModemManager (mmcli -i 0 --pin=PIN); mmcli -m 0 shows how many tries are left.',
  },
  {
    cause: 'sim-pin-required',
    when: [seen('modem-locked')],
    unless: [
      ...wasMade,
      isRegistered,
      isUnlocked,
      seen('pin-refused', 'sim-puk', 'sim-locked-to-network', 'sim-missing', 'sim-unreadable'),
    ],
    confidence: 0.75,
    says: 'The modem is locked: most likely the SIM waits for its PIN.',
    remedy: 'Look which lock it is (mmcli -m 0), and give the PIN once: mmcli -i 0 --pin=PIN.',
  },
  {
    cause: 'sim-pin-wrong',
    when: [seen('pin-refused')],
    unless: [...wasMade, seen('sim-puk')],
    confidence: 0.95,
    says: 'The SIM refused the PIN that was given.',
    remedy:
      'Do not try again before you are sure of it: mmcli -m 0 shows the tries that are left. Then set the right one: nmcli connection modify NAME gsm.pin PIN.',
  },
  {
    cause: 'sim-puk-required',
    when: [seen('sim-puk')],
    unless: [...wasMade, isRegistered, isUnlocked],
    confidence: 0.96,
    says: 'The SIM is blocked after wrong PINs and waits for its PUK.',
    remedy:
      'Take the PUK from the letter of the carrier: mmcli -i 0 --puk=PUK --pin=NEWPIN, or put the SIM into a phone.',
  },
  {
    cause: 'sim-network-locked',
    when: [seen('sim-locked-to-network')],
    unless: [...wasMade, isRegistered, isUnlocked],
    confidence: 0.95,
    says: 'The modem is locked to another operator[ ({sign.seen:detail})]: it does not take this SIM.',
    remedy: 'Ask the operator that sold the modem for its unlock code, or use a SIM of that operator.',
  },
  {
    cause: 'sim-pin-required',
    when: [seen('secrets-missing-for-sim')],
    unless: [
      ...wasMade,
      isRegistered,
      isUnlocked,
      seen('sim-puk', 'sim-locked-to-network', 'sim-missing', 'apn-refused'),
    ],
    confidence: 0.55,
    says: 'NetworkManager needed a secret before it could use the modem, most likely the PIN of the SIM, and nobody gave it one.',
    remedy:
      'Ask whether the SIM is locked: mmcli -m 0. If it is, set the PIN: nmcli connection modify NAME gsm.pin PIN.',
  },
];
