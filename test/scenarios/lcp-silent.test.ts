import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { describeSilentPeer } from './silent-peer.js';
import { story } from './story.js';

/** The peer asks for LCP again and again, and answers nothing: it does not hear us. */
describeSilentPeer('lcp-silent');

let rig: Rig;
afterEach(() => rig?.end());

describe('a peer that only asks', () => {
  it('is no link: what it asks for is agreed to, and that is all', async () => {
    rig = story({ misbehave: ['lcp-silent'] });
    await rig.verdict();
    expect(factsOf(rig.facts, 'ppp.lcp-opened')).toEqual([]);
    expect(factsOf(rig.facts, 'ppp.auth-started')).toEqual([]);
  });
});
