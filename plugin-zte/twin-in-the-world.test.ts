import { VirtualClock, type VirtualWorld, virtualTerminal, virtualWorld } from '@dialtone/core/sim';
import type { CarrierPack } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import plugin from './index.js';

const carrier: CarrierPack = {
  contract: 1,
  id: 'acme-mobile',
  carrier: 'Acme Mobile',
  source: 'a model',
  match: { mccmnc: ['00101'] },
  profiles: [{ name: 'Internet', apn: 'internet', auth: { allow: ['none'] } }],
  simulation: {
    source: 'a model',
    operator: { long: 'Acme', short: 'A' },
    mccmnc: '00101',
    registration: { circuit: 1, packet: 1 },
    mode: 'UMTS',
    auth: 'chap',
    address: '10.1.1.1',
    peer: '10.64.64.64',
    dns: ['10.1.1.2'],
  },
};

/** What the bus shows at the stick's path now. */
const shown = (world: VirtualWorld): string => {
  let id = 'nothing';
  world.usb
    .at$(world.path)
    .subscribe((device) => {
      id = device ? `${device.vendor}:${device.product}` : 'nothing';
    })
    .unsubscribe();
  return id;
};

const plugged = () => {
  const [device] = plugin.devices;
  if (!device?.modeSwitch) throw new Error('the MF627 has lost its mode switch');
  const clock = new VirtualClock();
  const world = virtualWorld({ device, carrier, misbehave: [], clock });
  world.plug();
  return { clock, world, recipe: device.modeSwitch };
};

const switched = async () => {
  const { clock, world, recipe } = plugged();
  const arrived = shown(world);
  world.usb.switchMode({ vendor: '19d2', product: '2000', path: world.path, interfaces: [] }, recipe).subscribe();
  await clock.run({ until: () => shown(world) === '19d2:0031', limitMs: 5_000 });
  return { arrived, clock, world, terminal: (port: number) => virtualTerminal(world, clock, port) };
};

describe('the virtual MF627 in the simulator', () => {
  it('arrives as a CD-ROM and is back as a modem one second after the eject', async () => {
    const { arrived, clock, world } = await switched();
    expect([arrived, shown(world), clock.now()]).toEqual(['19d2:2000', '19d2:0031', 1000]);
  });

  it('says nothing on the diagnostic port, answers on 1 and on 3', async () => {
    const { terminal } = await switched();
    expect(await terminal(0).ask('AT', 5_000)).toBe('');
    expect(await terminal(1).ask('AT')).toContain('OK');
    expect(await terminal(3).ask('AT')).toContain('OK');
  });

  it('gives a final result to everything that ModemManager asks on its way', async () => {
    const { terminal } = await switched();
    const one = terminal(1);
    await one.ask('ATE0+CPMS?');
    for (const line of modemManagerAsks)
      expect(await one.ask(line), line).toMatch(/\r\n(OK|ERROR|\+CME ERROR: .*)\r\n$/);
  });

  it('tells its model, its PIN tries, and its mode when the radio finds the network', async () => {
    const { terminal } = await switched();
    const one = terminal(1);
    await one.ask('ATE0+CPMS?');
    expect(await one.ask('AT+CGMM')).toContain('\r\nMF627\r\n');
    expect(await one.ask('AT+ZPINPUK=?')).toContain('+ZPINPUK: 3,10');
    expect(await one.ask('AT+CFUN?')).toContain('+CFUN: 4');
    await one.ask('AT+CFUN=1');
    expect(await one.listen(5_000)).toContain('+ZPASR: "UMTS"');
    expect(await one.ask('AT+ZPAS?')).toContain('+ZPAS: "UMTS","CS_PS"');
  });

  it('hangs when nobody asks for +CPMS?, and does not when somebody does', async () => {
    const left = (await switched()).terminal(1);
    expect(await left.listen(79_000)).toContain('+ZUSIMR:2');
    await left.listen(2_000);
    expect(await left.ask('AT', 5_000)).not.toContain('OK');

    const quiet = (await switched()).terminal(1);
    await quiet.ask('AT+CPMS?');
    expect(await quiet.listen(90_000)).not.toContain('+ZUSIMR:2');
    expect(await quiet.ask('AT')).toContain('OK');
  });
});

/** Its steps "initialise" and "enable", in its order, without what needs an answer of the one before. */
const modemManagerAsks = [
  ...[
    'AT+GCAP',
    'ATI',
    'AT+CPIN?',
    'AT+CGMM',
    'AT+WS46=?',
    'AT+CSCS=?',
    'AT+CSCS="IRA"',
    'AT+CGMI',
    'AT+CGMR',
    'AT+CGSN',
  ],
  ...['ATI1', 'AT+ZSNT?', 'AT+CGDCONT=?', 'AT+CFUN?', 'AT+CRSM=176,12258,0,0,10', 'AT+CIMI', 'AT+CNUM', 'AT+CLCK=?'],
  ...[
    'AT+CLCK="SC",2',
    'AT+CLCK="PN",2',
    'AT+ZPINPUK=?',
    'AT+CFUN=1',
    'AT+IFC=?',
    'AT+CGEREP=2',
    'AT+CREG=2',
    'AT+CGREG=2',
  ],
  ...['AT+CEREG=2', 'AT+CPMS=?', 'AT+CPMS="SM","SM","SM"', 'AT+CNMI=?', 'AT+CNMI=2,1,0,2,0', 'AT+CMGF=?', 'AT+CMGF=0'],
  ...['AT+ZPAS?', 'AT+CSQ', 'AT+COPS?', 'AT+COPS=3,2;+COPS?', 'AT+CGATT?', 'AT+CGDCONT?', 'AT+CGACT?', 'AT%IPSYS?'],
];
