import type { Personality } from '../personality.js';
import type { AtPart } from './at-line.js';
import { cme } from './cme-error.js';
import type { ModemState } from './modem-state.js';

/** The card: what a modem's power cut does not change. */
export interface SimCard {
  readonly imsi: string;
  readonly iccid: string;
  /** `undefined`: it asks for none. */
  readonly pin: string | undefined;
  readonly pinTries: number;
  readonly pukTries: number;
}

/** The virtual card's PUK, which no user is told by a carrier. */
export const virtualPuk = '12345678';

export const fullPinTries = 3;
export const fullPukTries = 10;

/** A card of the network's own, with made-up numbers. */
export const freshCard = ({ network, sim }: Personality): SimCard => ({
  imsi: `${network.mccmnc}0123456789`.slice(0, 15),
  iccid: '8944200123456789012',
  pin: sim.pin ?? (sim.blocked ? '0000' : undefined),
  pinTries: sim.blocked ? 0 : fullPinTries,
  pukTries: fullPukTries,
});

/** What +CPIN? would say. */
export const simState = (state: ModemState): 'missing' | 'busy' | 'SIM PUK' | 'SIM PIN' | 'READY' => {
  const { card } = state.lasting;
  if (!state.personality.sim.present) return 'missing';
  if (state.simBusy) return 'busy';
  if (card.pinTries === 0) return 'SIM PUK';
  return card.pin !== undefined && !state.unlocked ? 'SIM PIN' : 'READY';
};

/** Why the card cannot be used now; `undefined` when it can. */
export const simRefusal = (state: ModemState): number | undefined => simErrors[simState(state)];

/** The same for what may be done before the PIN is given: reading the card's own number, giving the PIN. */
export const slotRefusal = (state: ModemState): number | undefined => {
  const now = simState(state);
  return now === 'missing' || now === 'busy' ? simErrors[now] : undefined;
};
const simErrors = {
  missing: cme.simMissing,
  busy: cme.simBusy,
  'SIM PUK': cme.pukRequired,
  'SIM PIN': cme.pinRequired,
  READY: undefined,
} as const;

/** Commands that read or write the card, and so are refused while it is not ready: before the twin's own answers, too. */
export const needsSim = (part: AtPart): boolean => cardCommands.has(part.name) && part.form !== 'test';
const cardCommands = new Set([
  '+CIMI',
  '+CPMS',
  '+CNUM',
  '+CMGL',
  '+CMGR',
  '+CMGS',
  '+CMGD',
  '+CPBS',
  '+CPBR',
  '+CSCA',
  '+CLCK',
]);
