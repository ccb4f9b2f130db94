import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story, threeUk } from './story.js';

/** The modem first offers the name servers 10.11.12.13 and 10.11.12.14: it is not ready yet, and nobody must ever use them. */
let rig: Rig;
afterEach(() => rig?.end());

const placeholders = ['10.11.12.13', '10.11.12.14'];
const real = threeUk.simulation?.dns;
const offers = () => factsOf(rig.facts, 'ppp.ipcp-offered');

describe('name servers that mean "not yet"', () => {
  it('are seen for what they are, and the real ones are what is told', async () => {
    rig = story({ misbehave: ['placeholder-dns'] });
    expect(await rig.verdict()).toMatchObject({ online: true, dns: real, probe: { ok: true, names: true } });
    const notYet = { placeholder: true, dns: placeholders };
    expect(offers()).toMatchObject([notYet, notYet, notYet, { placeholder: false, dns: real }]);
    expect(factsOf(rig.facts, 'ppp.up')).toMatchObject([{ dns: real, address: threeUk.simulation?.address }]);
  });

  it('stand in no fact but the one that tells that they were offered', async () => {
    rig = story({ misbehave: ['placeholder-dns'] });
    await rig.verdict();
    const others = JSON.stringify(rig.facts.filter(({ fact }) => fact !== 'ppp.ipcp-offered'));
    for (const placeholder of placeholders) expect(others).not.toContain(placeholder);
  });

  it('are asked about again every second or so: no burst of questions, no new call, and no cause looked for', async () => {
    rig = story({ misbehave: ['placeholder-dns'] });
    const verdict = await rig.verdict();
    const asked = factsOf(rig.facts, 'ppp.ipcp-sent').map(({ t }) => t);
    const gaps = asked.slice(1, 4).map((t, index) => t - (asked[index] ?? 0));
    expect(asked).toHaveLength(5);
    for (const gap of gaps) expect([gap >= 500, gap <= 2000]).toEqual([true, true]);
    expect(verdict).toMatchObject({ online: true });
    expect('stages' in verdict && (verdict.stages.ppp ?? 0) < limits.ipcpSuspect).toBe(true);
    expect(factsOf(rig.facts, 'at.sent').map(({ command }) => command)).not.toContain('AT+CEER');
    expect(rig.facts.filter(({ fact }) => fact === 'ppp.silence-suspected' || fact === 'walk.ended')).toEqual([]);
    expect(rig.world.stats().dials).toBe(1);
  });

  it('are refused at each call anew, also where the last one had the real ones', async () => {
    rig = story({ misbehave: ['placeholder-dns', 'link-lost=60'] });
    const verdicts = [await rig.verdict(), await rig.verdict()];
    expect(verdicts).toMatchObject(Array(2).fill({ online: true, dns: real }));
    expect(offers().map(({ placeholder }) => placeholder)).toEqual([true, true, true, false, true, true, true, false]);
    expect(factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit)).toEqual(['ppp.hung-up']);
  });
});
