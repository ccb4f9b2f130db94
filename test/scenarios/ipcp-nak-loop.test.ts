import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** The stick corrects the name servers to 10.11.12.13 and .14 for ever: how others than the MF627 say that there is no context. */
let rig: Rig;
afterEach(() => rig?.end());

const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const firstCause = async () => {
  const verdict = await rig.verdict();
  return verdict.online ? 'online' : verdict.causes[0]?.id;
};
const took = (index: number) => {
  const started = factsOf(rig.facts, 'ppp.ipcp-sent')[0]?.t ?? 0;
  return (factsOf(rig.facts, 'walk.ended')[index]?.t ?? 0) - started;
};

describe('nothing but placeholders at IPCP', () => {
  it("is not taken for an answer: it ends at the carrier's limit, with each profile", async () => {
    rig = story({ misbehave: ['ipcp-nak-loop'] });
    expect(await rig.verdict()).toMatchObject({ online: false, stage: 'ppp', causes: [{ id: 'ipcp-no-address' }] });
    expect(exits()).toEqual(['ppp.ipcp-no-address', 'ppp.ipcp-no-address']);
    expect(took(0)).toBeGreaterThanOrEqual(20_000);
    expect(took(0)).toBeLessThan(20_200);
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([{ action: 'next-profile', count: 1 }]);
    expect(factsOf(rig.facts, 'ppp.up')).toEqual([]);
  });

  it('is suspected after a few seconds, and the modem is asked why', async () => {
    rig = story({ misbehave: ['ipcp-nak-loop'] });
    await rig.run(() => factsOf(rig.facts, 'ppp.silence-suspected').length > 0);
    expect(factsOf(rig.facts, 'ppp.silence-suspected')).toMatchObject([
      { offered: 'placeholders', causes: ['apn-wrong', 'ipcp-no-address'] },
    ]);
    expect(factsOf(rig.facts, 'at.sent').map(({ command }) => command)).toContain('AT+CEER');
    await rig.verdict();
  });

  it('is over at once when the modem knows that it is the APN, and the next one is tried', async () => {
    rig = story({
      misbehave: ['ipcp-nak-loop', 'apn-only=another'],
      wanted: { level: 'online', overrides: { apn: 'wrong' } },
    });
    expect(await firstCause()).toBe('apn-wrong');
    expect(took(0)).toBeLessThan(7000);
    expect(exits()).toEqual(['ppp.ipcp-no-address']);
  });

  it('without any APN is named as in 2009', async () => {
    rig = story({ misbehave: ['ipcp-nak-loop'], carriers: [] });
    expect(await firstCause()).toBe('apn-missing');
    expect(took(0)).toBeLessThan(7000);
  });
});
