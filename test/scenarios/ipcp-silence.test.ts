import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story, threeUk, twinSays } from './story.js';

/** Silence at IPCP that the modem cannot explain is waited out to the carrier's limit, and not a second longer. */
let rig: Rig;
afterEach(() => rig.end());

/** A stick that knows no +CEER and lists its contexts, but does not say why a call fails. */
const tightLipped = twinSays({ '+CEER': { error: 'ERROR' } });
const wanted = { level: 'online', overrides: { apn: 'wrong.apn' } } as const;
const silence = (rig: Rig): number => {
  const [sent] = factsOf(rig.facts, 'ppp.ipcp-sent');
  const [ended] = factsOf(rig.facts, 'walk.ended');
  return (ended?.t ?? 0) - (sent?.t ?? 0);
};

describe('silence at IPCP without a word from the modem', () => {
  it("ends at the carrier's limit", async () => {
    rig = story({ world: { device: tightLipped, carrier: threeUk }, wanted });
    const verdict = await rig.verdict();
    expect(silence(rig)).toBeGreaterThanOrEqual(20_000);
    expect(silence(rig)).toBeLessThan(20_200);
    if (!verdict.online) expect(verdict.causes.map(({ id }) => id)).toEqual(['apn-wrong', 'ipcp-no-address']);
  });

  it('ends after 30 s where no carrier says otherwise', async () => {
    rig = story({ world: { device: tightLipped, carrier: threeUk }, carriers: [], wanted });
    await rig.verdict();
    expect(silence(rig)).toBeGreaterThanOrEqual(30_000);
    expect(silence(rig)).toBeLessThan(30_200);
  });

  it('is suspected, but not final, when the answer comes late', async () => {
    rig = story({ misbehave: ['placeholder-dns'] });
    expect(await rig.verdict()).toMatchObject({ online: true, dns: threeUk.simulation?.dns });
    const offers = factsOf(rig.facts, 'ppp.ipcp-offered');
    expect(offers.some(({ placeholder }) => placeholder)).toBe(true);
    expect(factsOf(rig.facts, 'ppp.up').flatMap(({ dns }) => dns)).not.toContain('10.11.12.13');
  });
});
