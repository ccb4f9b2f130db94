import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { failedVerdict, story } from './story.js';

/** The forum thread: no APN, CONNECT, CHAP "succeeds", silence at IPCP. Days lost then; seconds and a sentence now. */
let rig: Rig;
afterEach(() => rig.end());

describe('without the carrier plugin', () => {
  it('ends with apn-missing: CONNECT, CHAP success and IPCP silence as evidence, and what to do', async () => {
    rig = story({ carriers: [] });
    const verdict = await failedVerdict(rig);
    expect(verdict.stage).toBe('ppp');
    const [first] = verdict.causes;
    expect(first).toMatchObject({ id: 'apn-missing', layer: 'init' });
    expect(first?.evidence.map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['dial.connected', 'ppp.auth-succeeded', 'ppp.silence-suspected']),
    );
    expect(first?.remedy).toContain('--apn');
    expect(first?.remedy).toContain('23420');
    expect(verdict.totalMs).toBeLessThan(20_000);
  });

  it('names the suspicion within ten seconds of silence, and believes the modem that no context is defined', async () => {
    rig = story({ carriers: [] });
    await rig.verdict();
    const [sent] = factsOf(rig.facts, 'ppp.ipcp-sent');
    const [suspected] = factsOf(rig.facts, 'ppp.silence-suspected');
    const [ended] = factsOf(rig.facts, 'walk.ended');
    expect((suspected?.t ?? 0) - (sent?.t ?? 0)).toBeLessThan(10_000);
    expect(suspected?.causes).toEqual(['apn-missing']);
    expect((ended?.t ?? 0) - (suspected?.t ?? 0)).toBeLessThan(100);
    expect(factsOf(rig.facts, 'context.listed')).toMatchObject([{ cid: 1, defined: false }]);
  });

  it('tries nothing else: there is nothing that could help', async () => {
    rig = story({ carriers: [] });
    await rig.verdict();
    expect(factsOf(rig.facts, 'recovery.chosen')).toEqual([]);
  });

  it('goes online with the one line that cured it: --apn three.co.uk', async () => {
    rig = story({ carriers: [], wanted: { level: 'online', overrides: { apn: 'three.co.uk' } } });
    expect(await rig.verdict()).toMatchObject({ online: true, apn: { value: 'three.co.uk', from: 'request' } });
  });

  it('leaves the contexts that the modem has stored alone', async () => {
    rig = story({ carriers: [] });
    await rig.verdict();
    const commands = factsOf(rig.facts, 'at.sent').map(({ command }) => command);
    expect(commands.filter((command) => command.startsWith('AT+CGDCONT=1'))).toEqual([]);
  });
});
