import type { FactPattern, Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { callUp, connected, registered, signOf, simLocked, simReady, simState } from './patterns.js';

const taken: readonly FactPattern[] = [{ fact: 'sim.unlocked' }, registered, callUp];

/** The SIM's state, in the modem's own words. */
export const simRules: readonly Rule[] = [
  {
    cause: 'sim-missing',
    when: [simState('NOT INSERTED', 'ABSENT', 'NO SIM')],
    unless: [registered, callUp],
    confidence: 0.95,
    says: 'The modem says that there is no SIM in it.',
    remedy:
      'Take the SIM out, wipe its contacts, put it in the right way round until it clicks, and ask again with AT+CPIN?.',
  },
  {
    cause: 'sim-missing',
    when: [simState('FAILURE', 'SIM FAILURE', 'ERROR')],
    unless: [simReady, registered, callUp],
    confidence: 0.9,
    says: 'The modem cannot read the SIM.',
    remedy: 'Take the SIM out, wipe its contacts and put it back; try it in a phone to tell the SIM from the modem.',
  },
  {
    cause: 'sim-missing',
    when: [seen('sim-fails-again')],
    unless: [connected, callUp],
    confidence: 0.84,
    says: 'The modem lost the SIM, or cannot read it any more.',
    remedy: 'Take the SIM out, wipe its contacts and put it back; then switch the modem off and on.',
  },
  {
    cause: 'sim-missing',
    when: [simState('NOT READY', 'BUSY')],
    unless: [simReady, registered, connected, callUp, { fact: 'sim.unlocked' }],
    confidence: 0.62,
    says: 'The modem did not get ready with the SIM.',
    remedy:
      'Wait half a minute and ask again with AT+CPIN?; if it stays so, take the SIM out, wipe its contacts and put it back.',
  },
  {
    cause: 'sim-missing',
    when: [seen('sim-question-refused')],
    unless: [simReady, registered, connected, callUp, { fact: 'sim.unlocked' }],
    confidence: 0.62,
    says: 'The modem could not say in which state the SIM is: most often there is none, or it cannot be read.',
    remedy: 'Look whether the SIM sits right; then ask with AT+CMEE=2 and AT+CPIN?, which names the reason.',
  },
  {
    cause: 'sim-pin-wrong',
    when: [seen('pin-not-taken')],
    unless: [...taken],
    confidence: 0.96,
    says: 'The SIM refused the PIN that was sent.',
    remedy:
      'Do not send it again: after three wrong ones the SIM is blocked. Look the PIN up, or put the SIM into a phone and switch the PIN off there.',
  },
  {
    cause: 'sim-pin-wrong',
    when: [seen('pin-command-refused'), simState('SIM PIN')],
    unless: [...taken],
    confidence: 0.96,
    says: 'The SIM waits for its PIN and did not take the one that was sent.',
    remedy:
      'Do not send it again: after three wrong ones the SIM is blocked. Look the PIN up, or put the SIM into a phone and switch the PIN off there.',
  },
  {
    cause: 'sim-pin-wrong',
    when: [seen('pin-command-refused')],
    unless: [
      ...taken,
      simReady,
      connected,
      signOf('pin-command-refused', 'not allowed'),
      signOf('pin-command-refused', 'ERROR: 3'),
    ],
    confidence: 0.55,
    says: 'The command with the PIN got an error: the PIN was wrong, or none was wanted any more.',
    remedy:
      'Do not send it again before AT+CPIN? has told which: READY means that no PIN is wanted, SIM PIN that it was wrong.',
  },
  {
    cause: 'sim-puk-required',
    when: [simState('SIM PUK')],
    unless: [...taken],
    confidence: 0.97,
    says: 'The SIM is blocked after three wrong PINs and waits for its PUK.',
    remedy: 'Put it into a phone and enter the PUK that the carrier gave with the SIM.',
  },
  {
    cause: 'sim-pin-required',
    when: [simState('SIM PIN')],
    unless: [...taken, simReady],
    confidence: 0.95,
    says: 'The SIM waits for its PIN.',
    remedy:
      'Give it before all else, e.g. as Init1 = AT+CPIN="your PIN", or put the SIM into a phone and switch the PIN off there.',
  },
  {
    cause: 'sim-pin-required',
    when: [seen('sim-unlocked-late')],
    unless: [callUp],
    confidence: 0.76,
    says: 'The SIM was still waiting for its PIN when the call failed: it took it afterwards.',
    remedy:
      'Give it before each call, e.g. as Init1 = AT+CPIN="your PIN" or at the head of the connect script, or put the SIM into a phone and switch the PIN off there.',
  },
  {
    cause: 'sim-network-locked',
    when: [simLocked],
    unless: [...taken],
    confidence: 0.95,
    says: 'The modem is locked to another carrier (it asks for {sim.state:state}).',
    remedy: 'Use a SIM of the carrier that sold the modem, or ask that carrier for the unlock code.',
  },
  {
    cause: 'sim-network-locked',
    when: [seen('locked-to-network')],
    unless: [...taken],
    confidence: 0.85,
    says: 'The modem is locked to the carrier that sold it.',
    remedy: 'Use a SIM of that carrier, or ask it for the unlock code.',
  },
  {
    cause: 'sim-network-locked',
    when: [simState('WRONG', 'SIM WRONG')],
    unless: [...taken],
    confidence: 0.7,
    says: 'The modem says that this is the wrong SIM: most often it is locked to another carrier.',
    remedy: 'Try a SIM of the carrier that sold the modem, or ask that carrier for the unlock code.',
  },
];
