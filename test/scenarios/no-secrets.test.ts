import { afterEach, describe, expect, it } from 'vitest';
import type { Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** Whatever happens, no fact holds a PIN, a password, an IMSI, an ICCID or an IMEI. */
let rig: Rig;
afterEach(() => rig.end());

const overrides = { pin: '4711', user: 'subscriber-name', password: 'pa55word-of-mine' };

describe.each([
  ['online', []],
  ['a locked SIM', ['sim-pin=4711']],
  ['a wrong PIN', ['sim-pin=1234']],
  ['echo that cannot be turned off', ['echo-on', 'sim-pin=4711']],
  ['half lines', ['half-lines', 'sim-pin=4711']],
  ['refused credentials', ['auth-refused']],
])('with %s', (_, misbehave) => {
  it('no secret is in any fact', async () => {
    rig = story({ misbehave, wanted: { level: 'online', overrides } });
    await rig.verdict();
    const everything = JSON.stringify(rig.facts);
    expect(everything.length).toBeGreaterThan(2000);
    expect(everything).not.toContain(overrides.password);
    expect(everything).not.toContain(overrides.pin);
    // IMSI and IMEI have 15 digits, an ICCID 18 to 20.
    expect(everything.match(/\d{14,}/g) ?? []).toEqual([]);
  });
});
