import { filter, firstValueFrom } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { atCommand } from '../at/at-command.js';
import { PortNotThere, type StickBehind } from '../dbus/behind.js';
import type { Fact } from '../facts/fact.js';
import type { Wanted } from '../facts/wanted.js';
import { limits } from '../pipeline/limits.js';
import { VirtualClock } from '../sim/virtual-clock.js';
import { type VirtualWorld } from '../sim/virtual-world.js';
import { composedOn, worldAt } from './composed-on.test.helper.js';
import { daemon } from './daemon.js';

const standby: Wanted = { level: 'standby', radio: 'as-is', overrides: {} };
const ready: Wanted = { level: 'ready', overrides: {} };
const online: Wanted = { level: 'online', overrides: {} };

let end: () => Promise<void>;
afterEach(() => end());

/** Sticks at 1-3 and 1-4 that somebody deals with one by one; nothing is wanted of them but that they stand by. */
const lending = async (...misbehave: readonly string[]) => {
  const clock = new VirtualClock();
  const worlds = ['1-3', '1-4'].map((path) => worldAt(clock, path, ...misbehave));
  const { composition, plugs$ } = await composedOn(clock, worlds, { wanted: standby, lending: true });
  const running = daemon(composition, { plugs$, once: false, opening: [] });
  const facts: Fact[] = [];
  let over = false;
  let sticks: readonly StickBehind[] = [];
  composition.desk?.sticks$.subscribe((now) => {
    sticks = now;
  });
  running.facts$.subscribe({
    next: (fact) => facts.push(fact),
    complete: () => {
      over = true;
    },
  });
  end = async () => {
    running.stop();
    await clock.run({ until: () => over, limitMs: 60_000 });
    expect([over, sticks, worlds.map((world) => world.stats().portsOpen)]).toEqual([true, [], [0, 0]]);
  };
  const [one, other] = worlds as [VirtualWorld, VirtualWorld];
  const at = (path: string): StickBehind => {
    const stick = sticks.find((found) => found.path === path);
    if (!stick) throw new Error(`no stick at ${path}`);
    return stick;
  };
  const until = (holds: () => boolean, limitMs = 60_000) => clock.run({ until: holds, limitMs });
  return { clock, one, other, facts, facts$: running.facts$, at, until, sticks: () => sticks };
};
const doing = (stick: StickBehind) => stick.view().session.doing;
const sent = (facts: readonly Fact[], command: string) =>
  facts.filter((fact) => fact.fact === 'at.sent' && fact.command === command).length;

describe('a stick that is lent', () => {
  it('stands by, known and with its SIM read, and its radio is not touched', async () => {
    const { one, at, until, facts } = await lending();
    one.plug();
    await until(() => facts.some(({ fact }) => fact === 'standby.reached'));
    const { session, identity } = at('1-3').view();
    expect(session).toMatchObject({
      doing: 'standing-by',
      modem: { model: 'Sample' },
      sim: { state: 'READY', read: true },
      control: 1,
      radio: 'off',
    });
    expect(identity).toEqual({
      imei: expect.stringMatching(/^\d{15}$/),
      iccid: '8944200123456789012',
      imsi: '234200123456789',
      mccmnc: '23420',
    });
    expect([sent(facts, 'AT+CFUN=1'), sent(facts, 'AT+CFUN=4')]).toEqual([0, 0]);
    const told = JSON.stringify(facts);
    for (const secret of [identity.imei, identity.iccid, identity.imsi]) expect(told).not.toContain(secret);
  });

  it('is taken to each level by itself, up and down again, and the other is not', async () => {
    const { one, other, at, until, facts } = await lending();
    one.plug();
    other.plug();
    await until(() => doing(at('1-3')) === 'standing-by' && doing(at('1-4')) === 'standing-by');
    at('1-3').want(ready);
    await until(() => doing(at('1-3')) === 'ready');
    at('1-3').want(online);
    await until(() => doing(at('1-3')) === 'online');
    expect(at('1-3').view().session).toMatchObject({ radio: 'on', link: { address: '10.45.17.203' } });
    expect([doing(at('1-4')), other.stats().dials]).toEqual(['standing-by', 0]);
    at('1-3').want(ready);
    await until(() => doing(at('1-3')) === 'ready');
    expect(at('1-3').view().session.link).toBeUndefined();
    expect(sent(facts, 'AT+CREG=2'), 'nobody registers a modem that is registered').toBe(1);
    at('1-3').want({ level: 'off' });
    await until(() => doing(at('1-3')) === 'resting');
    expect(one.stats().portsOpen).toBe(0);
  });

  it('switches its radio off where that is wanted, and on again for more', async () => {
    const { one, at, until, facts } = await lending();
    one.plug();
    await until(() => doing(at('1-3')) === 'standing-by');
    at('1-3').want(ready);
    await until(() => doing(at('1-3')) === 'ready');
    at('1-3').want({ ...standby, radio: 'off' } as Wanted);
    await until(() => at('1-3').view().session.radio === 'off');
    expect(sent(facts, 'AT+CFUN=4')).toBe(1);
    expect(one.stats().dials).toBe(0);
    at('1-3').want({ ...standby, radio: 'on' } as Wanted);
    await until(() => at('1-3').view().session.radio === 'on');
    at('1-3').want({ ...standby, radio: 'off' } as Wanted);
    await until(() => at('1-3').view().session.radio === 'off');
    at('1-3').want(online);
    await until(() => doing(at('1-3')) === 'online');
    expect(facts.filter(({ fact }) => fact === 'walk.ended')).toEqual([]);
  });

  it('says who serves it, and how well it is heard as time goes on', async () => {
    const { one, at, until, clock, facts } = await lending();
    one.plug();
    await until(() => doing(at('1-3')) === 'standing-by');
    at('1-3').want(ready);
    await until(() => at('1-3').view().session.operator !== undefined);
    expect(at('1-3').view().session.operator).toEqual({ code: '23420', name: 'Sample', technology: 2 });
    const before = sent(facts, 'AT+CSQ');
    const measured = at('1-3').measureSignal();
    await clock.run({ limitMs: 1000 });
    await measured;
    expect(sent(facts, 'AT+CSQ') - before).toBe(1);
    await clock.run({ limitMs: 2 * limits.signal });
    expect(sent(facts, 'AT+CSQ') - before).toBe(3);
    at('1-3').want({ level: 'off' });
    await until(() => doing(at('1-3')) === 'resting');
    await expect(at('1-3').measureSignal()).rejects.toThrow(PortNotThere);
  });

  it('tells of a registration that is lost, and found again', async () => {
    const { one, at, until } = await lending();
    one.plug();
    await until(() => doing(at('1-3')) === 'standing-by');
    at('1-3').want(ready);
    await until(() => at('1-3').view().session.operator !== undefined);
    const packet = () => at('1-3').view().session.registration.packet;
    at('1-3').ask(atCommand('AT+COPS=2')).subscribe();
    await until(() => packet()?.registered === false, 10_000);
    expect(packet()).toMatchObject({ registered: false });
    at('1-3').ask(atCommand('AT+COPS=0')).subscribe();
    await until(() => packet()?.registered === true, 10_000);
    expect(packet()).toMatchObject({ status: 1, registered: true });
  });

  it('answers what it is asked between the commands of the corridor, and not where no port takes commands', async () => {
    const { one, at, until, clock } = await lending();
    one.plug();
    await until(() => at('1-3') !== undefined);
    await expect(firstValueFrom(at('1-3').ask(atCommand('AT+CGMM')))).rejects.toThrow(PortNotThere);
    await until(() => doing(at('1-3')) === 'standing-by');
    const reply = firstValueFrom(at('1-3').ask(atCommand('AT+CGMM')));
    await clock.run({ limitMs: 1000 });
    expect((await reply).lines).toEqual(['Sample']);
  });

  it('resets itself when it is asked to, and is walked again', async () => {
    const { one, at, until, facts } = await lending();
    one.plug();
    await until(() => doing(at('1-3')) === 'standing-by');
    at('1-3').want(ready);
    await until(() => doing(at('1-3')) === 'ready');
    const reset = at('1-3').reset();
    await until(() => facts.some(({ fact }) => fact === 'usb.returned') && doing(at('1-3')) === 'walking');
    await reset;
    await until(() => doing(at('1-3')) === 'ready');
    expect(sent(facts, 'AT+CFUN=1,1')).toBe(1);
    at('1-3').want({ level: 'off' });
    await until(() => doing(at('1-3')) === 'resting');
    await expect(at('1-3').reset()).rejects.toThrow(PortNotThere);
  });

  it('has reset itself when it left the bus before its OK was out', async () => {
    const { one, at, until, facts, facts$ } = await lending();
    one.plug();
    await until(() => doing(at('1-3')) === 'standing-by');
    const asked$ = facts$.pipe(filter((fact) => fact.fact === 'at.sent' && fact.command === 'AT+CFUN=1,1'));
    asked$.subscribe(() => one.usb.reset('1-3').subscribe());
    const reset = at('1-3').reset();
    await until(() => facts.some(({ fact }) => fact === 'usb.returned') && doing(at('1-3')) === 'standing-by');
    expect(facts).toContainEqual(expect.objectContaining({ command: 'AT+CFUN=1,1', result: 'closed' }));
    await expect(reset).resolves.toBeUndefined();
  });

  it('is gone when it is unplugged, and what was wanted of it with it', async () => {
    const { one, at, until, sticks } = await lending();
    one.plug();
    await until(() => doing(at('1-3')) === 'standing-by');
    const first = at('1-3');
    let over = false;
    first.view$.subscribe({
      complete: () => {
        over = true;
      },
    });
    first.want(ready);
    one.unplug();
    await until(() => sticks().length === 0);
    expect(over).toBe(true);
    first.want(online);
    one.plug();
    await until(() => sticks().length === 1 && doing(at('1-3')) === 'standing-by');
    expect(at('1-3')).not.toBe(first);
    expect(at('1-3').view().wanted).toEqual(standby);
  });

  it('waits for a PIN, and takes it when it is wanted with one', async () => {
    const { one, at, until, facts, clock } = await lending('sim-pin=1234');
    one.plug();
    await until(() => doing(at('1-3')) === 'pausing');
    const asked = firstValueFrom(at('1-3').ask(atCommand('AT+CPIN?')));
    await clock.run({ limitMs: 100 });
    expect((await asked).lines).toEqual(['+CPIN: SIM PIN']);
    expect(at('1-3').view()).toMatchObject({
      session: { sim: { state: 'SIM PIN' } },
      identity: { iccid: '8944200123456789012' },
    });
    at('1-3').want({ ...standby, overrides: { pin: '1234' } } as Wanted);
    await until(() => doing(at('1-3')) === 'standing-by');
    expect(at('1-3').view().session.sim).toMatchObject({ state: 'READY', read: true });
    at('1-3').want({ level: 'ready', overrides: {} });
    await until(() => doing(at('1-3')) === 'ready');
    expect(sent(facts, 'AT+CPIN?')).toBe(4);
  });
});
