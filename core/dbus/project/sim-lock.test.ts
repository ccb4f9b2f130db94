import { describe, expect, it } from 'vitest';
import { enabledLocks, failedReason, isLocked, unlockRequired } from './sim-lock.js';

const told = (state: string | undefined) => ({
  sim: { missing: false, read: false, ...(state === undefined ? {} : { state }) },
});

describe('what the SIM waits for', () => {
  it.each([
    [undefined, 0, 0, false],
    ['READY', 1, 0, false],
    ['SIM PIN', 2, 1, true],
    ['SIM PIN2', 3, 0, false],
    ['SIM PUK', 4, 1, true],
    ['SIM PUK2', 5, 0, false],
    ['PH-SP PIN', 6, 64, true],
    ['PH-SP PUK', 7, 64, true],
    ['PH-NET PIN', 8, 16, true],
    ['PH-NET PUK', 9, 16, true],
    ['PH-SIM PIN', 10, 4, true],
    ['PH-CORP PIN', 11, 128, true],
    ['PH-CORP PUK', 12, 128, true],
    ['PH-FSIM PIN', 13, 8, true],
    ['PH-FSIM PUK', 14, 8, true],
    ['PH-NETSUB PIN', 15, 32, true],
    ['PH-NETSUB PUK', 16, 32, true],
    ['PH-SIM PUK', 0, 0, true],
    ['BLOCKED', 0, 0, false],
  ])('%s', (state, lock, facility, locked) =>
    expect([unlockRequired(told(state)), enabledLocks(told(state)), isLocked(told(state))]).toEqual([
      lock,
      facility,
      locked,
    ]),
  );

  it('is forgotten when it is taken out', () => {
    const gone = { sim: { missing: true, read: true, state: 'SIM PIN' } };
    expect([unlockRequired(gone), isLocked(gone), failedReason(gone)]).toEqual([0, false, 2]);
  });
});
