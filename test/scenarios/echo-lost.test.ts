import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { defaultEcho } from '../../core/ppp/keep-alive.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { describeLostLink } from './lost-link.js';
import { story } from './story.js';

/** Nothing comes back any more, though the call stays: only PPP's own echoes can tell (core/ppp/ppp-config.ts says how often). */
const echo = { everyMs: defaultEcho.intervalMs, unanswered: defaultEcho.unanswered };
/** A polite end is tried all the same, and nobody answers that either. */
const politeEnd = 2 * limits.terminate;

describeLostLink({
  misbehave: 'echo-lost',
  exit: 'ppp.echo-lost',
  noticedWithinMs: echo.everyMs * (echo.unanswered + 1) + politeEnd,
  waitMs: 0,
});

let rig: Rig;
afterEach(() => rig?.end());

describe('a link that goes silent', () => {
  it.each([
    { says: 'just before an echo', seconds: 59, firstUnanswered: 2 },
    { says: 'just after one', seconds: 61, firstUnanswered: 3 },
  ])(
    '$says has four echoes in a row to show a sign of life, half a minute each',
    async ({ seconds, firstUnanswered }) => {
      rig = story({ misbehave: [`echo-lost=${seconds}`] });
      await rig.verdict();
      await rig.verdict();
      const opened = factsOf(rig.facts, 'ppp.lcp-opened')[0]?.t ?? 0;
      expect(factsOf(rig.facts, 'walk.ended')).toMatchObject([
        {
          exit: 'ppp.echo-lost',
          detail: '4 unanswered',
          t: opened + echo.everyMs * (firstUnanswered + echo.unanswered) + politeEnd,
        },
      ]);
    },
  );

  it('is hung up before it is dialled again, or the modem would be busy with the call that is dead', async () => {
    rig = story({ misbehave: ['echo-lost=60'] });
    await rig.verdict();
    const { length } = rig.facts;
    await rig.verdict();
    const ports = rig.facts.slice(length).flatMap((fact) => {
      if (fact.fact === 'at.replied') return fact.command.startsWith('ATD') ? [fact.result.split(' ')[0]] : [];
      return fact.fact === 'port.opened' || fact.fact === 'port.closed' ? [`${fact.fact} ${fact.port}`] : [];
    });
    expect(ports).toEqual(['port.closed 3', 'port.opened 3', 'CONNECT']);
  });

  it('is not one that nobody uses: a link without traffic is up for an hour, since its echoes are answered', async () => {
    rig = story();
    await rig.verdict();
    await rig.run(undefined, 3_600_000);
    expect([rig.verdicts.length, factsOf(rig.facts, 'walk.ended')]).toEqual([1, []]);
  });
});
