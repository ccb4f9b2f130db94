import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modemPath, root } from '../face-state.js';
import { tables } from '../tables/index.js';
import { variant } from '../wire/values.js';
import { anyModem, secrets } from './any-modem.test.helper.js';
import { fitsSignature } from './fits-signature.test.helper.js';
import { after, heard, life, shown, wantedOf } from './mf627.test.helper.js';
import { projectTree } from './project-tree.js';

const propertiesOf = (name: string) => tables.find((table) => table.name === name)?.properties ?? {};

const modem = '/org/freedesktop/ModemManager1/Modem/0';
const names = {
  modem: 'org.freedesktop.ModemManager1.Modem',
  modem3gpp: 'org.freedesktop.ModemManager1.Modem.Modem3gpp',
  signal: 'org.freedesktop.ModemManager1.Modem.Signal',
  sim: 'org.freedesktop.ModemManager1.Sim',
  bearer: 'org.freedesktop.ModemManager1.Bearer',
  own: 'org.dialtone.Modem1',
};

const unmeasured = {
  Rate: 0,
  RssiThreshold: 0,
  ErrorRateThreshold: false,
  Cdma: {},
  Evdo: {},
  Gsm: {},
  Umts: {},
  Lte: {},
  Nr5g: {},
};

describe('any tree', () => {
  const anyTree = fc.array(anyModem, { maxLength: 3 }).map((modems) => projectTree(modems, '0.1.0'));

  it('shows exactly the properties of each table, each with a value of its signature', () =>
    fc.assert(
      fc.property(anyTree, ({ objects }) => {
        for (const [path, views] of Object.entries(objects))
          for (const [name, view] of Object.entries(views)) {
            const table = propertiesOf(name);
            expect(Object.keys(view).toSorted(), `${path} ${name}`).toEqual(Object.keys(table).toSorted());
            const wrong = Object.entries(table).filter(
              ([property, signature]) => !fitsSignature(signature, view[property]),
            );
            expect(wrong, `${path} ${name}`).toEqual([]);
          }
      }),
    ));

  it('tells no secret: nothing of what is wanted beyond its level, no password, no PIN', () =>
    fc.assert(
      fc.property(anyTree, ({ objects }) => {
        const told = JSON.stringify(objects, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
        expect(Object.values(secrets).filter((secret) => told.includes(String(secret)))).toEqual([]);
      }),
    ));

  it('has every object that another one points to, lists the modems alone, and hides the inhibited ones', () =>
    fc.assert(
      fc.property(anyModem, (one) => {
        const { objects, listed } = projectTree([one], '0.1.0');
        const view = objects[modemPath(one.face.index)]?.[names.modem];
        expect(listed).toEqual(one.face.inhibited ? [] : [modemPath(one.face.index)]);
        expect(view === undefined).toBe(one.face.inhibited);
        const pointed = view ? [view.Sim, ...(view.Bearers as readonly string[])] : [];
        expect(pointed.filter((path) => path !== '/' && objects[String(path)] === undefined)).toEqual([]);
        expect(Object.keys(objects).toSorted()).toEqual(
          [root, ...listed, ...new Set(pointed.map(String).filter((path) => path !== '/'))].toSorted(),
        );
      }),
    ));
});

describe('the MF627 while it is connected', () => {
  const identity = {
    imei: '358000001234567',
    iccid: '8944200000000000000',
    imsi: '234200000000001',
    mccmnc: '23420',
    ownNumbers: ['+447700900123'],
  };
  const { objects } = projectTree(
    [
      shown(
        {
          ...life.online,
          sim: { ...life.online.sim, retries: { pin: 3, puk: 10 } },
          times: { detect: 2, init: 4066.4 },
        },
        {
          identity,
          wanted: wantedOf('online'),
          face: {
            call: 'connected',
            signalRate: 5,
            bearers: [
              {
                index: 4,
                properties: { apn: variant('s', 'three.co.uk'), password: variant('s', 'secret') },
                connected: true,
                error: ['', ''],
                stats: { startedAt: 1_700_000_000, seconds: 7, rx: 12n, tx: 34n, attempts: 2, failed: 1 },
              },
            ],
          },
        },
      ),
    ],
    '0.1.0',
  );

  it('is its modem', () =>
    expect(objects[modem]?.[names.modem]).toEqual({
      Sim: '/org/freedesktop/ModemManager1/SIM/0',
      SimSlots: [],
      PrimarySimSlot: 0,
      Bearers: ['/org/freedesktop/ModemManager1/Bearer/4'],
      SupportedCapabilities: [4],
      CurrentCapabilities: 4,
      MaxBearers: 1,
      MaxActiveBearers: 1,
      MaxActiveMultiplexedBearers: 0,
      Manufacturer: 'ZTE INCORPORATED',
      Model: 'MF627',
      Revision: 'BD_P671A2V1.0.0B03',
      CarrierConfiguration: '',
      CarrierConfigurationRevision: '',
      HardwareRevision: '',
      DeviceIdentifier: '4ae42947e2863833ea21efe43b7c7afc9cd3151f',
      Device: '/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1',
      Drivers: ['option'],
      Plugin: 'zte',
      PrimaryPort: 'ttyUSB1',
      Ports: [
        ['ttyUSB0', 4],
        ['ttyUSB1', 3],
        ['ttyUSB2', 3],
        ['ppp0', 2],
      ],
      EquipmentIdentifier: '358000001234567',
      UnlockRequired: 1,
      UnlockRetries: { 2: 3, 4: 10 },
      State: 11,
      StateFailedReason: 0,
      AccessTechnologies: 64,
      SignalQuality: [61, true],
      OwnNumbers: ['+447700900123'],
      PowerState: 3,
      SupportedModes: [[0xffffffff, 0]],
      CurrentModes: [0xffffffff, 0],
      SupportedBands: [],
      CurrentBands: [],
      SupportedIpFamilies: 1,
    }));

  it('is its network', () =>
    expect(objects[modem]?.[names.modem3gpp]).toMatchObject({
      Imei: '358000001234567',
      RegistrationState: 1,
      OperatorCode: '23420',
      OperatorName: '3',
      PacketServiceState: 2,
    }));

  it('is its signal', () =>
    expect(objects[modem]?.[names.signal]).toEqual({ ...unmeasured, Rate: 5, Umts: { rssi: variant('d', -75) } }));

  it('is its SIM', () =>
    expect(objects['/org/freedesktop/ModemManager1/SIM/0']?.[names.sim]).toMatchObject({
      Active: true,
      SimIdentifier: '8944200000000000000',
      Imsi: '234200000000001',
      OperatorIdentifier: '23420',
      OperatorName: 'Three UK',
    }));

  it('is its bearer, on the interface that the kernel has', () =>
    expect(objects['/org/freedesktop/ModemManager1/Bearer/4']?.[names.bearer]).toEqual({
      Interface: 'ppp0',
      Connected: true,
      ConnectionError: ['', ''],
      Suspended: false,
      Multiplexed: false,
      Ip4Config: {
        method: variant('u', 2),
        address: variant('s', '10.64.3.7'),
        prefix: variant('u', 32),
        gateway: variant('s', '10.64.64.64'),
        dns1: variant('s', '217.171.132.0'),
        dns2: variant('s', '217.171.135.0'),
      },
      Ip6Config: { method: variant('u', 0) },
      Stats: {
        'start-date': variant('t', 1_700_000_000n),
        duration: variant('u', 7),
        'rx-bytes': variant('t', 12n),
        'tx-bytes': variant('t', 34n),
        attempts: variant('u', 2),
        'failed-attempts': variant('u', 1),
      },
      ReloadStatsSupported: true,
      IpTimeout: 20,
      BearerType: 1,
      ProfileId: -1,
      Properties: { apn: variant('s', 'three.co.uk') },
    }));

  it('has a plan, and who said each of its values', () =>
    expect(objects[modem]?.[names.own]).toEqual({
      Stick: '1-1',
      Doing: 'online',
      Stage: 'init',
      Wanted: 'online',
      Causes: [],
      Plan: {
        apn: ['three.co.uk', 'carrier', 'three-uk'],
        number: ['*99***1#', 'default', ''],
        cid: ['1', 'default', ''],
      },
      Times: { detect: 2, init: 4066 },
    }));

  it('stands beside the versions: of the interfaces, and of Dialtone', () =>
    expect(objects[root]).toEqual({
      'org.freedesktop.ModemManager1': { Version: '1.20.4' },
      'org.dialtone.Dialtone1': { Version: '0.1.0' },
    }));
});

describe('the modem', () => {
  const view = (name: string, ...what: Parameters<typeof shown>) =>
    projectTree([shown(...what)], '0.1.0').objects[modem]?.[name];

  it('is not measured before somebody asked for it', () => expect(view(names.signal, life.named)).toEqual(unmeasured));

  it('tells what it heard before it was disabled as the past', () =>
    expect(view(names.modem, life.named, { wanted: wantedOf('standby') })?.SignalQuality).toEqual([61, false]));

  it('can LTE when it speaks of it', () =>
    expect(view(names.modem, after(life.named, { ...heard(1), domain: 'eps' }))).toMatchObject({
      CurrentCapabilities: 12,
      SupportedCapabilities: [12],
    }));
});

describe('a bearer', () => {
  const bearer = { index: 0, properties: {}, connected: true, error: ['', ''] } as const;
  const view = (state: Parameters<typeof shown>[0], connected: boolean) =>
    projectTree([shown(state, { face: { bearers: [{ ...bearer, connected }] } })], '0.1.0').objects[
      '/org/freedesktop/ModemManager1/Bearer/0'
    ]?.[names.bearer];
  const disconnected = {
    Connected: false,
    Interface: '',
    Ip4Config: { method: variant('u', 0) },
    ReloadStatsSupported: false,
  };

  it('is not connected any more when its link died', () => expect(view(life.named, true)).toMatchObject(disconnected));
  it('is not connected by the link of another one', () => expect(view(life.online, false)).toMatchObject(disconnected));
});

describe('the causes', () => {
  it('are told as the last failure has them, surest first', () => {
    const cause = {
      id: 'apn-wrong',
      layer: 'ppp',
      confidence: 0.9,
      says: 'The network refused the APN.',
      remedy: 'Use three.co.uk.',
      evidence: [{ t: 5, fact: 'ppp.ipcp-sent', text: 'IPCP was silent' }],
    } as const;
    const lastFailure = { stage: 'ppp', causes: [cause] } as const;
    const { objects } = projectTree([shown({ ...life.named, lastFailure })], '0.1.0');
    expect(objects[modem]?.[names.own]?.Causes).toEqual([
      ['apn-wrong', 'ppp', 0.9, 'The network refused the APN.', 'Use three.co.uk.', ['IPCP was silent']],
    ]);
  });
});

describe('the SIM object', () => {
  const simOf = (sim: { readonly state?: string; readonly missing: boolean; readonly read: boolean }) =>
    projectTree([shown({ ...life.open, sim })], '0.1.0').objects[modem]?.[names.modem]?.Sim;

  it.each([
    ['locked', { state: 'SIM PIN', missing: false, read: false }, true],
    ['open and read', { state: 'READY', missing: false, read: true }, true],
    ['open and not read yet', { state: 'READY', missing: false, read: false }, false],
    ['taken out', { state: 'READY', missing: true, read: true }, false],
  ])('%s', (_, sim, there) => expect(simOf(sim)).toBe(there ? '/org/freedesktop/ModemManager1/SIM/0' : '/'));
});
