import type { HeldModem } from './held-modem.js';

/**
 * How many tries of the PIN are left, as far as anybody knows: what the stick told last, less what our own commands have spent since; a SIM begins
 * with three.
 */
export const pinTriesLeft = ({ behind, memory }: HeldModem): number => {
  const told = behind.view().session.sim.retries?.pin;
  return memory.tries !== undefined && memory.tries.told === told ? memory.tries.left : (told ?? fresh);
};

export const spendPinTry = (modem: HeldModem): void => count(modem, pinTriesLeft(modem) - 1);

/** The SIM took one: its count begins anew, whatever the stick told before. */
export const restorePinTries = (modem: HeldModem): void => count(modem, fresh);

const count = ({ behind, memory }: HeldModem, left: number): void => {
  memory.tries = { told: behind.view().session.sim.retries?.pin, left };
};

const fresh = 3;
