import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { describeSilentPeer } from './silent-peer.js';
import { story } from './story.js';

/** The modem says CONNECT, and then not one byte comes. */
describeSilentPeer('connect-then-silence');

let rig: Rig;
afterEach(() => rig?.end());

describe('the modem itself', () => {
  it('is as well as before: it stays registered, and answers on its other port', async () => {
    rig = story({ misbehave: ['connect-then-silence'] });
    await rig.verdict();
    expect(factsOf(rig.facts, 'step.passed').filter(({ step }) => step === 'register')).toHaveLength(1);
    expect(factsOf(rig.facts, 'at.sent').filter(({ command }) => command.startsWith('ATD'))).toHaveLength(2);
  });
});
