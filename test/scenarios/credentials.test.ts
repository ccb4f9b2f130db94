import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story, threeUk, twinSays } from './story.js';

/** A user name and a password: told to the data context where the modem knows +CGAUTH, and to whoever asks in PPP. */
let rig: Rig;
afterEach(() => rig.end());

const knowsCgauth = twinSays({ '+CGAUTH=?': { lines: ['+CGAUTH: (1-16),(0-2),127,127'] } });
const wanted = { level: 'online', overrides: { user: 'me', password: 'pa55word' } } as const;
const authCommands = () => factsOf(rig.facts, 'at.replied').filter(({ command }) => /^AT\+CGAUTH=\d/.test(command));

describe('credentials', () => {
  it('go to the context of a modem that knows +CGAUTH, hidden in every fact', async () => {
    rig = story({ world: { device: knowsCgauth, carrier: threeUk }, wanted });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(authCommands()).toMatchObject([{ ok: true }]);
    expect(JSON.stringify(rig.facts)).not.toContain('pa55word');
  });

  it('are not sent to a modem that does not', async () => {
    rig = story({ wanted });
    await rig.verdict();
    expect(authCommands()).toEqual([]);
  });

  it('of an earlier call are taken back when nobody gives any now', async () => {
    rig = story({ world: { device: knowsCgauth, carrier: threeUk } });
    await rig.verdict();
    expect(authCommands()).toMatchObject([{ command: 'AT+CGAUTH=1,0', ok: true }]);
  });

  it('that the network refuses are the cause, and are named as such', async () => {
    rig = story({ misbehave: ['auth-refused'], wanted });
    const verdict = await rig.verdict();
    expect(verdict).toMatchObject({ online: false, stage: 'ppp' });
    if (!verdict.online) expect(verdict.causes[0]).toMatchObject({ id: 'auth-failed' });
  });
});
