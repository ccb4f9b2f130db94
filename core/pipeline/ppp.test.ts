import { EMPTY, NEVER, type Observable, of, Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { PppEvent } from '../ppp/ppp-event.js';
import type { Dialled } from './knowledge.js';
import { ppp } from './ppp.js';
import { bench, type FakeAnswers, outcome } from './stage-tools.test.helper.js';
import type { HostNetwork, LinkInUse, PppEngine, PppLink } from './tools.js';

type EngineEvent = PppEvent | { readonly kind: 'link'; readonly link: PppLink };
const up = { kind: 'up', address: '10.0.0.1', peer: '10.0.0.2', dns: ['10.0.0.3'], mtu: 1500 } as const;
const asking = { kind: 'ipcp-sent', count: 1 } as const;
const linkThat = (
  probe: { readonly ok: boolean; readonly names: boolean },
  more: Partial<PppLink> = {},
): EngineEvent => ({
  kind: 'link',
  link: { engine: 'fake', probe: () => of(probe), ...more },
});
const networkThat = (sets$: Observable<never>) => {
  const used: LinkInUse[] = [];
  const use = (link: LinkInUse) => {
    used.push(link);
    return sets$;
  };
  return { used, network: { use } };
};
const ended: EngineEvent = { kind: 'ended', because: 'closed' };

const run = (answers: FakeAnswers = {}, network?: HostNetwork) => {
  const events$ = new Subject<EngineEvent>();
  const engine: PppEngine = { name: 'fake', because: 'test', run: () => events$ };
  const at = bench(answers, { tools: { engine, ...(network ? { network } : {}) } });
  const known = {
    control: at.control,
    controlPort: { port: 1, path: '' },
    dataPort: { port: 3, path: '' },
    call: { bytes$: NEVER, write: () => undefined },
    plan: { cid: { value: 1 }, auth: [], ipcpLimitMs: 20_000 },
  };
  const so = outcome(of(known as unknown as Dialled).pipe(ppp(at.tools)));
  const say = (...said: readonly EngineEvent[]) => {
    for (const event of said) events$.next(event);
  };
  return { ...at, so, say, is: () => so.exit ?? (so.value ? 'online' : 'waiting') };
};

describe('the ppp stage', () => {
  it('is online with an address, a link and a probe, and holds it until it ends', () => {
    const { say, is, so } = run();
    say(up, linkThat({ ok: true, names: true }));
    expect([is(), so.value?.address]).toEqual(['online', '10.0.0.1']);
    say(ended);
    expect(is()).toBe('ppp.hung-up');
  });

  it.each([
    [{ ok: false, names: false }, 'ip.no-traffic'],
    [{ ok: true, names: false }, 'ip.no-names'],
  ])('is not online with a probe of %j', (probe, exit) => {
    const { say, is } = run();
    say(up, linkThat(probe));
    expect(is()).toBe(exit);
  });

  it('leads the machine into a good link that has an interface before it is online', () => {
    const set$ = new Subject<never>();
    const { network, used } = networkThat(set$);
    const { say, is } = run({}, network);
    say(up, linkThat({ ok: true, names: true }, { interface: 'dialtone0' }));
    expect(used).toEqual([{ interface: 'dialtone0', address: '10.0.0.1', peer: '10.0.0.2', dns: ['10.0.0.3'] }]);
    expect(is()).toBe('waiting');
    set$.complete();
    expect(is()).toBe('online');
  });

  it('leads nothing into a bad one', () => {
    const { network, used } = networkThat(EMPTY);
    const { say, is } = run({}, network);
    say(up, linkThat({ ok: true, names: false }, { interface: 'dialtone0' }));
    expect([is(), used]).toEqual(['ip.no-names', []]);
  });

  it('lets go of what is being set when the link ends meanwhile', () => {
    const set$ = new Subject<never>();
    const { say, is } = run({}, networkThat(set$).network);
    say(up, linkThat({ ok: true, names: true }, { interface: 'dialtone0' }), ended);
    expect([is(), set$.observed]).toEqual(['ppp.hung-up', false]);
  });

  it('does not wait for ever for an interface that takes up the address', async () => {
    const { say, is, clock } = run();
    say(up);
    await clock.run({ limitMs: 4900 });
    expect(is()).toBe('waiting');
    await clock.run({ limitMs: 200 });
    expect(is()).toBe('ip.no-traffic');
  });

  it('waits for nothing more once the link is there', async () => {
    const { say, is, clock } = run();
    say(up, linkThat({ ok: true, names: true }));
    await clock.run({ limitMs: 100_000 });
    expect(is()).toBe('online');
    expect(clock.booked).toBe(0);
  });

  it.each<[string, FakeAnswers, number]>([
    ['the modem has no context', { 'AT+CGDCONT?': { lines: [] } }, 6100],
    ['the modem cannot be asked', {}, 20_000],
    ['the modem says nothing at all', { 'AT+CGDCONT?': { ends: 'timeout' } }, 20_000],
  ])('silence, when %s, is suspected within 10 s and final in time', async (_, answers, finalMs) => {
    const { say, is, clock, facts } = run(answers);
    say(asking);
    await clock.run({ until: () => facts.some(({ fact }) => fact === 'ppp.silence-suspected'), limitMs: 60_000 });
    expect(clock.now()).toBeLessThan(10_000);
    await clock.run({ until: () => is() !== 'waiting', limitMs: 60_000 });
    expect(is()).toBe('ppp.ipcp-silent');
    expect(clock.now()).toBeLessThanOrEqual(finalMs);
  });

  it('is no silence once there is an address', async () => {
    const { say, clock, facts } = run();
    say(asking);
    await clock.run({ limitMs: 3000 });
    say(up);
    await clock.run({ limitMs: 4000 });
    expect(facts.map(({ fact }) => fact)).not.toContain('ppp.silence-suspected');
  });

  it.each([false, true])('is over in time when an address is only named (placeholder: %s)', async (placeholder) => {
    const { say, is, clock, facts } = run();
    say(asking, { kind: 'ipcp-offered', address: '10.0.0.1', dns: [], placeholder }, asking);
    await clock.run({ limitMs: 20_000 });
    expect(is()).toBe('ppp.ipcp-no-address');
    expect(facts).toContainEqual(expect.objectContaining({ offered: placeholder ? 'placeholders' : 'address' }));
  });
});
