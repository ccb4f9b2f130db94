import { describe, expect, it } from 'vitest';
import { toExit } from '../facts/exit.js';
import { misbehaviours, parseMisbehaviour } from './misbehaviours.js';
import { plugAndSwitch, sampleDevice, sampleTerminals, sampleWorld } from './sample-world.test.helper.js';
import { virtualTerminal } from './virtual-terminal.js';

describe('parseMisbehaviour', () => {
  it('takes a name, with a value where one belongs', () => {
    for (const text of [
      'echo-on',
      'sim-pin=1234',
      'reg-denied',
      'reg-denied=2',
      'apn-only=3internet',
      'unplug-at=dial',
    ])
      expect(parseMisbehaviour(text)).toMatchObject({ ok: true, misbehaviour: { text } });
  });

  it('says in a sentence what is wrong', () => {
    const said = ['sim-pin', 'sim-pin=12', 'echo-on=1', 'reg-slow=long', 'unplug-at=lunch', 'reg-denied=0'].map(
      (text) => {
        const parsed = parseMisbehaviour(text);
        return parsed.ok ? '' : parsed.because;
      },
    );
    expect(said).toEqual([
      'sim-pin=PIN needs a value: PIN is four to eight digits.',
      'sim-pin=PIN does not take "12": PIN is four to eight digits.',
      'echo-on takes no value.',
      'reg-slow=SECONDS does not take "long": SECONDS is a number from 0 to 9999.',
      'unplug-at=STAGE does not take "lunch": STAGE is one of detect, modeswitch, port-select, init, dial, ppp.',
      'reg-denied[=TIMES] does not take "0": TIMES is a whole number from 1 to 9999.',
    ]);
  });

  it('lists what there is when it does not know a name', () => {
    for (const text of ['', 'gremlins', 'constructor', '=1']) {
      const parsed = parseMisbehaviour(text);
      expect(parsed.ok ? '' : parsed.because).toMatch(/^There is no misbehaviour ".*"\. There are: .*sim-pin=PIN.*\.$/);
    }
  });

  it('has a sentence for each', () => {
    for (const { sentence } of Object.values(misbehaviours)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});

describe('on the bus', () => {
  const switchTwice = async (misbehave: readonly string[]) => {
    const { world, clock } = sampleWorld(misbehave);
    const seen: string[] = [];
    world.usb.at$(world.path).subscribe((device) => {
      const ttys = device?.interfaces.filter(({ tty }) => tty !== undefined).length;
      seen.push(device === undefined ? 'nothing' : `${device.product} with ${ttys} ttys`);
    });
    await plugAndSwitch(world, clock);
    const device = { path: world.path, vendor: '19d2', product: '0031', interfaces: [] };
    world.usb.switchMode(device, { method: 'eject', becomes: [] }).subscribe({ error: () => undefined });
    await clock.run({ limitMs: 60_000 });
    return seen.slice(1);
  };

  it('no-reenumerate: it leaves and does not come back', async () => {
    expect(await switchTwice(['no-reenumerate'])).toEqual(['2000 with 0 ttys', 'nothing']);
  });

  it('switch-twice: the second switch takes the ttys', async () => {
    expect(await switchTwice([])).toEqual(['2000 with 0 ttys', 'nothing', '0031 with 3 ttys']);
    expect(await switchTwice(['switch-twice'])).toEqual([
      '2000 with 0 ttys',
      'nothing',
      '0031 with 3 ttys',
      '0031 with 0 ttys',
    ]);
  });

  it('port-held: no port opens', async () => {
    const { world, clock } = sampleWorld(['port-held']);
    await plugAndSwitch(world, clock);
    const codes: string[] = [];
    world.open('virtual/1-3:1.1').subscribe({ error: (error) => codes.push(toExit(error).code) });
    expect(codes).toEqual(['port-select.busy']);
  });

  it.each([
    ['detect', 'plug'],
    ['modeswitch', 'switch'],
    ['port-select', 'open'],
    ['init', 'command'],
    ['dial', 'dial'],
    ['ppp', 'first frame'],
  ])('unplug-at=%s: pulled out at that moment, once', async (stage, last) => {
    const { world, clock } = sampleWorld([`unplug-at=${stage}`]);
    let gone = false;
    const reached: string[] = [];
    world.usb.at$(world.path).subscribe((device) => {
      gone = device === undefined;
    });
    const step = async (name: string, work: () => unknown) => {
      if (reached.length > 0 && gone) return;
      await work();
      reached.push(name);
      await clock.run({ limitMs: name === 'switch' ? 1000 : 0 });
    };
    const terminal = (port: number) => virtualTerminal(world, clock, port);
    await step('plug', () => world.plug());
    const device = { path: world.path, vendor: '19d2', product: '2000', interfaces: [] };
    await step('switch', () => world.usb.switchMode(device, { method: 'eject', becomes: [] }).subscribe());
    const ports: { data?: ReturnType<typeof terminal> } = {};
    await step('open', () => {
      ports.data = terminal(3);
    });
    await step('command', () => ports.data?.ask('ATE0+CPMS?;+CFUN=1', 100));
    if (!gone) await clock.run({ limitMs: 5000 });
    await step('dial', () => ports.data?.ask('ATD*99#', 100));
    await step('connect', () => clock.run({ limitMs: 1000 }));
    await step('first frame', () => ports.data?.link.write(Uint8Array.of(0x7e)));
    expect([gone, reached.at(-1)]).toEqual([true, last]);
    await plugAndSwitch(world, clock);
    expect(gone).toBe(false);
  });
});

describe('on the AT ports', () => {
  it('zusimr-flood: hangs the stick within two seconds, and until a reset, unless +CPMS? is asked', async () => {
    const { world, clock, control } = await sampleTerminals(['zusimr-flood']);
    expect(await control.listen(1000)).toMatch(/^(\r\n\+ZUSIMR:2\r\n){19,20}$/);
    await control.listen(1500);
    expect(await control.ask('AT')).toBe('');
    world.usb.reset(world.path).subscribe();
    await clock.run({ limitMs: 1000 });
    const again = virtualTerminal(world, clock, 1);
    expect(await again.ask('ATE0+CPMS?')).toContain('OK');
    expect(await again.listen(10_000)).toBe('');
    expect(await again.ask('AT')).toBe('\r\nOK\r\n');
  });

  it('zusimr-flood: also on a stick whose twin knows nothing of it', async () => {
    const { noise: _none, ...twin } = sampleDevice.twin ?? { noise: undefined };
    const device = { ...sampleDevice, twin };
    const { control } = await sampleTerminals(['zusimr-flood'], { device });
    await control.listen(1600);
    expect(await control.ask('AT')).toBe('');
  });

  it('echo-on: ATE0 says OK and changes nothing', async () => {
    const { control } = await sampleTerminals(['echo-on']);
    await control.ask('ATE0');
    expect(await control.ask('AT')).toBe('AT\r\r\nOK\r\n');
  });

  it('half-lines: the same text, in pieces', async () => {
    const { control } = await sampleTerminals(['half-lines']);
    const sizes: number[] = [];
    control.link.bytes$.subscribe((bytes) => sizes.push(bytes.length));
    expect(await control.ask('AT+CGMM')).toBe('AT+CGMM\r\r\nSample\r\n\r\nOK\r\n');
    expect(Math.max(...sizes)).toBeLessThanOrEqual(5);
  });

  it('swallow-first: once on each port', async () => {
    const { control, data } = await sampleTerminals(['swallow-first']);
    for (const terminal of [control, data]) {
      expect(await terminal.ask('ATE0', 300)).toBe('ATE0\r');
      expect(await terminal.ask('ATE0', 300)).toBe('ATE0\r\r\nOK\r\n');
    }
  });

  it('late-reply: the first +CPIN? takes six seconds, the next one none', async () => {
    const { control, clock } = await sampleTerminals(['late-reply']);
    await control.ask('ATE0+CPMS?');
    const begin = clock.now();
    expect(await control.ask('AT+CPIN?')).toContain('READY');
    expect(clock.now() - begin).toBe(6000);
    await control.ask('AT+CPIN?');
    expect(clock.now() - begin).toBe(6020);
  });

  it('stale-no-carrier: greets each open', async () => {
    const { control, world, clock } = await sampleTerminals(['stale-no-carrier']);
    expect(await control.listen(1)).toBe('\r\nNO CARRIER\r\n');
    await control.link.close();
    expect(await virtualTerminal(world, clock, 1).listen(1)).toBe('\r\nNO CARRIER\r\n');
  });

  it('silent-port: the data port says nothing, the other one does', async () => {
    const { control, data } = await sampleTerminals(['silent-port']);
    expect(await data.ask('AT', 5000)).not.toContain('OK');
    expect(await control.ask('AT')).toContain('OK');
  });

  it('hung: nothing until a reset, and then no more of it', async () => {
    const { world, clock, control } = await sampleTerminals(['hung']);
    expect(await control.ask('AT')).toBe('');
    world.usb.reset(world.path).subscribe();
    await clock.run({ limitMs: 1000 });
    expect(await virtualTerminal(world, clock, 1).ask('AT')).toContain('OK');
  });
});

describe('on the card', () => {
  it('sim-absent and sim-puk: what +CPIN? says', async () => {
    const absent = await sampleTerminals(['sim-absent']);
    expect(await absent.control.ask('ATE0+CMEE=1;+CPIN?')).toContain('+CME ERROR: 10');
    const blocked = await sampleTerminals(['sim-puk']);
    expect(await blocked.control.ask('ATE0+CPIN?;+ZPINPUK=?')).toContain('+CPIN: SIM PUK\r\n+ZPINPUK: 0,10');
  });

  it('sim-busy: +CME ERROR: 14 for so long, then it is ready and the network is sought', async () => {
    const { control } = await sampleTerminals(['sim-busy=3']);
    expect(await control.ask('ATE0+CMEE=1;+CFUN=1;+CPIN?')).toContain('+CME ERROR: 14');
    expect(await control.ask('AT+CPMS?')).toContain('+CME ERROR: 14');
    await control.listen(3000);
    expect(await control.ask('AT+CPIN?;+CPMS?')).toContain('+CPIN: READY');
    await control.listen(4000);
    expect(await control.ask('AT+CREG?')).toContain('+CREG: 0,1');
  });
});

describe('on the air', () => {
  const after = async (misbehave: string, ...lines: readonly string[]) => {
    const { control, clock } = await sampleTerminals([misbehave]);
    await control.ask('ATE0+CPMS?');
    for (const line of lines) {
      await control.ask(line);
      await clock.run({ limitMs: 5000 });
    }
    return control;
  };

  it('reg-denied: always', async () => {
    const control = await after('reg-denied', 'AT+CFUN=1', 'AT+CFUN=4', 'AT+CFUN=1', 'AT+COPS=0', 'AT+CGATT=1');
    expect(await control.ask('AT+CREG?;+CGREG?')).toContain('+CREG: 0,3\r\n+CGREG: 0,3');
  });

  it('reg-denied=1: only the first time that the radio goes on', async () => {
    const denied = await after('reg-denied=1', 'AT+CFUN=1');
    expect(await denied.ask('AT+CREG?')).toContain('+CREG: 0,3');
    const taken = await after('reg-denied=1', 'AT+CFUN=1', 'AT+CFUN=4', 'AT+CFUN=1');
    expect(await taken.ask('AT+CREG?')).toContain('+CREG: 0,1');
  });

  it('reg-slow: so many seconds, and said so', async () => {
    const { control, world } = await sampleTerminals(['reg-slow=30']);
    expect(world.delays.registerMs).toBe(30_000);
    await control.ask('ATE0+CPMS?;+CFUN=1');
    await control.listen(29_000);
    expect(await control.ask('AT+CREG?')).toContain('+CREG: 0,2');
    await control.listen(1000);
    expect(await control.ask('AT+CREG?')).toContain('+CREG: 0,1');
  });

  it('no-coverage: it searches for ever and hears nothing', async () => {
    const control = await after('no-coverage', 'AT+CFUN=1');
    await control.listen(300_000);
    expect(await control.ask('AT+CREG?;+CSQ')).toContain('+CREG: 0,2\r\n+CSQ: 99,99');
  });

  it('cfun-off: OK, and the radio stays off', async () => {
    const control = await after('cfun-off', 'AT+CFUN=1', 'AT+CFUN=4', 'AT+CFUN=1');
    expect(await control.ask('AT+CFUN?;+CREG?')).toContain('+CFUN: 4\r\n+CREG: 0,0');
  });

  it('stacks: a later one wins over an earlier, others add up', async () => {
    const { control } = await sampleTerminals(['reg-slow=30', 'echo-on', 'reg-slow=1']);
    await control.ask('ATE0+CPMS?;+CFUN=1');
    await control.listen(1000);
    expect(await control.ask('AT+CREG?')).toBe('AT+CREG?\r\r\n+CREG: 0,1\r\n\r\nOK\r\n');
  });
});
