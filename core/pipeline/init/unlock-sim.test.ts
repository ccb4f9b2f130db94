import { describe, expect, it } from 'vitest';
import { memoryInMemory } from '../../links/memory-in-memory.js';
import { bench, type FakeAnswer, type FakeAnswers, outcome } from '../stage-tools.test.helper.js';
import { unlockSim } from './unlock-sim.js';

const iccid = { 'AT+CRSM=176,12258,0,0,10': { lines: ['+CRSM: 144,0,"98440002436587092143"'] } };
const says = (state: string): FakeAnswer => ({ lines: [`+CPIN: ${state}`] });
const silence: FakeAnswer = { ends: 'timeout' };
const ok: FakeAnswer = { ends: 'ok' };
const pin = 'AT+CPIN="1234"';

const unlocked = async (answers: FakeAnswers, changes: Parameters<typeof bench>[1] = {}) => {
  const at = bench({ ...iccid, ...answers }, { wanted: { level: 'online', overrides: { pin: '1234' } }, ...changes });
  const known = { control: at.control, retries: undefined };
  const so = outcome(unlockSim(known as unknown as Parameters<typeof unlockSim>[0], at.tools));
  await at.clock.run({ limitMs: 120_000 });
  return { ...so, facts: at.facts, sent: at.asked.filter((line) => line === pin).length };
};
const isUnlocked = ({ facts }: Awaited<ReturnType<typeof unlocked>>) =>
  facts.some(({ fact }) => fact === 'sim.unlocked');

describe('unlock-sim', () => {
  it.each([
    ['READY', undefined],
    ['SIM PIN2', undefined],
    ['SIM PUK2', undefined],
    ['SIM PUK', 'init.puk-required'],
    ['PH-NET PIN', 'init.network-locked'],
    ['PH-SIM PIN', 'init.network-locked'],
    ['SOMETHING', 'init.sim-missing'],
  ])('+CPIN: %s → %s, without a PIN', async (state, exit) => {
    const so = await unlocked({ 'AT+CPIN?': says(state) });
    expect([so.exit, so.sent]).toEqual([exit, 0]);
  });

  it.each([
    [10, 'init.sim-missing'],
    [12, 'init.puk-required'],
    [13, 'init.sim-missing'],
    [14, 'init.sim-busy'],
  ])('+CME ERROR: %i → %s', async (cme, exit) => {
    expect((await unlocked({ 'AT+CPIN?': { cme } })).exit).toBe(exit);
  });

  it('+CME ERROR: 11 is a question for the PIN as well', async () => {
    const so = await unlocked({ 'AT+CPIN?': [{ cme: 11 }, says('READY')], [pin]: ok });
    expect([isUnlocked(so), so.sent]).toEqual([true, 1]);
    const without = await unlocked({ 'AT+CPIN?': { cme: 11 } }, { wanted: { level: 'online', overrides: {} } });
    expect([without.exit, without.facts]).toEqual(['init.pin-required', [{ fact: 'sim.state', state: 'SIM PIN' }]]);
  });

  it('waits for the state that follows an accepted PIN', async () => {
    const so = await unlocked({
      'AT+CPIN?': [says('SIM PIN'), says('SIM PIN'), { cme: 14 }, says('READY')],
      [pin]: ok,
    });
    expect([isUnlocked(so), so.sent, so.exit]).toEqual([true, 1, undefined]);
  });

  it('a lost reply: the SIM is open, so it was taken', async () => {
    const memory = memoryInMemory();
    const so = await unlocked({ 'AT+CPIN?': [says('SIM PIN'), says('READY')], [pin]: silence }, { memory });
    expect([isUnlocked(so), so.sent]).toEqual([true, 1]);
    const again = await unlocked({ 'AT+CPIN?': [says('SIM PIN'), says('READY')], [pin]: ok }, { memory });
    expect(again.sent).toBe(1);
  });

  it.each([
    ['the SIM still wants it', silence, says('SIM PIN'), 'init.pin-wrong'],
    ['the SIM wants its PUK', silence, says('SIM PUK'), 'init.puk-required'],
    ['nobody tells', silence, silence, 'init.no-reply'],
    ['it was refused', { cme: 16 }, says('SIM PIN'), 'init.pin-wrong'],
    ['it was refused without a number', { ends: 'error' }, says('SIM PIN'), 'init.pin-wrong'],
    ['it was the last try', { cme: 12 }, says('SIM PUK'), 'init.puk-required'],
    ['the port went', { ends: 'closed' }, says('SIM PIN'), 'init.no-reply'],
  ] as const)('when %s: once, and never again', async (_, reply, state, exit) => {
    const memory = memoryInMemory();
    const answers = { 'AT+CPIN?': [says('SIM PIN'), state], [pin]: reply };
    const so = await unlocked(answers, { memory });
    expect([so.exit, so.sent]).toEqual([exit, 1]);
    const again = await unlocked(answers, { memory });
    expect([again.exit, again.sent]).toEqual(['init.pin-wrong', 0]);
  });

  it('a SIM that takes the PIN and never opens is busy, not wrong', async () => {
    const so = await unlocked({ 'AT+CPIN?': says('SIM PIN'), [pin]: ok });
    expect([so.exit, so.sent]).toEqual(['init.sim-busy', 1]);
  });
});
