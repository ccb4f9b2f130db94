import { causeIds, exitCodes, layers, origins, portRoles, stages } from '@dialtone/plugins';
import fc from 'fast-check';
import type { Resolved } from '../../facts/fact.js';
import type { SessionState } from '../../facts/session-state.js';
import type { StickIdentity } from '../../facts/stick-identity.js';
import type { Overrides, Wanted } from '../../facts/wanted.js';
import type { FaceBearer, FaceModem } from '../face-state.js';
import { variant } from '../wire/values.js';
import type { ShownModem } from './shown-modem.js';

/** What nobody may ever read on the bus. */
export const secrets: Overrides = {
  user: 'canary-user',
  password: 'canary-password',
  pin: 'canary-pin',
  apn: 'canary-apn',
};

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Without the names that drew nothing. */
const sparse = <T extends object>(record: fc.Arbitrary<T>) =>
  record.map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
const small = fc.nat({ max: 40 });
const text = fc.string();
const resolved = <T>(value: fc.Arbitrary<T>) =>
  sparse(fc.record({ value, from: fc.constantFrom(...origins), plugin: optional(text) })) as fc.Arbitrary<Resolved<T>>;

const domain = (name: 'circuit' | 'packet' | 'eps') =>
  fc.nat({ max: 20 }).map((status) => ({
    domain: name,
    status,
    registered: status === 1 || status === 5,
    roaming: status === 5,
  }));

const pinStates = ['READY', 'SIM PIN', 'SIM PUK', 'SIM PIN2', 'PH-NET PIN', 'PH-SIM PUK', 'BLOCKED'];

const session = sparse(
  fc.record({
    stick: fc.constant('1-1'),
    usb: optional(fc.constant({ vendor: '19d2', product: '0031' })),
    device: optional(fc.record({ id: text, model: text, plugin: text })),
    modem: optional(
      sparse(fc.record({ manufacturer: optional(text), model: optional(text), revision: optional(text) })),
    ),
    ports: fc.array(
      sparse(
        fc.record({
          interface: small,
          role: fc.constantFrom(...portRoles),
          path: optional(fc.constantFrom('/dev/ttyUSB0', '/dev/ttyUSB1', '/dev/pts/4')),
          driver: optional(fc.constantFrom('option', 'cdc_acm')),
        }),
      ),
    ),
    control: optional(small),
    sim: sparse(
      fc.record({
        state: optional(fc.constantFrom(...pinStates)),
        missing: fc.boolean(),
        read: fc.boolean(),
        retries: optional(sparse(fc.record({ pin: small, puk: optional(small) }))),
      }),
    ),
    mode: optional(fc.constantFrom('HSDPA', 'LTE', 'No Service', 'EDGE', '')),
    signal: optional(
      sparse(fc.record({ percent: fc.nat({ max: 100 }), dbm: optional(fc.integer({ min: -113, max: -51 })) })),
    ),
    registration: sparse(
      fc.record({
        circuit: optional(domain('circuit')),
        packet: optional(domain('packet')),
        eps: optional(domain('eps')),
      }),
    ),
    operator: optional(
      sparse(fc.record({ code: optional(fc.constant('23420')), name: optional(text), technology: optional(small) })),
    ),
    carrier: optional(fc.record({ carrier: text, name: text, plugin: text, mccmnc: text })),
    plan: optional(
      sparse(
        fc.record({
          apn: optional(resolved(text)),
          user: optional(resolved(text)),
          passwordSet: fc.boolean(),
          carrierApns: fc.array(text),
          number: resolved(text),
          cid: resolved(small),
          attempt: small,
          of: small,
        }),
      ),
    ),
    radio: optional(fc.constantFrom('on', 'off')),
    stage: optional(fc.constantFrom(...stages)),
    steps: fc.subarray(['wake', 'identify', 'unlock-sim', 'read-sim', 'stand-by', 'apply-steps', 'register']),
    doing: fc.constantFrom('walking', 'standing-by', 'ready', 'online', 'repairing', 'pausing', 'resting'),
    link: optional(
      sparse(
        fc.record({
          engine: text,
          interface: optional(fc.constant('ppp0')),
          address: fc.ipV4(),
          peer: fc.ipV4(),
          dns: fc.array(fc.ipV4()),
        }),
      ),
    ),
    times: fc.dictionary(fc.constantFrom(...stages), fc.double({ min: 0, max: 1e6, noNaN: true })),
    lastExit: optional(fc.record({ exit: fc.constantFrom(...exitCodes) })),
    verdict: optional(
      fc.record({
        online: fc.constant(false),
        stage: fc.constantFrom(...layers),
        causes: fc.array(
          fc.record({
            id: fc.constantFrom(...causeIds),
            layer: fc.constantFrom(...layers),
            confidence: fc.double({ min: 0, max: 1, noNaN: true }),
            says: text,
            remedy: text,
            evidence: fc.array(fc.record({ t: small, fact: fc.constant('online'), text })),
          }),
        ),
        totalMs: small,
      }),
    ),
    level: fc.constantFrom('off', 'standby', 'ready', 'online'),
    t: small,
  }),
) as fc.Arbitrary<SessionState>;

const identity = sparse(
  fc.record({
    imei: optional(fc.constant('358000001234567')),
    iccid: optional(fc.constant('8944200000000000000')),
    imsi: optional(fc.constant('234200000000001')),
    mccmnc: optional(fc.constant('23420')),
    ownNumbers: optional(fc.array(text)),
  }),
) as fc.Arbitrary<StickIdentity>;

const wanted: fc.Arbitrary<Wanted> = fc.constantFrom<Wanted[]>(
  { level: 'off' },
  { level: 'standby', radio: 'off', overrides: secrets },
  { level: 'ready', overrides: secrets },
  { level: 'online', overrides: secrets },
);

const bearer: fc.Arbitrary<FaceBearer> = fc.record({
  index: small,
  properties: fc.constant({
    apn: variant('s', 'three.co.uk'),
    password: variant('s', 'canary-password'),
    pin: variant('s', 'canary-pin'),
  }),
  connected: fc.boolean(),
  error: fc.constantFrom(['', ''] as const, ['org.freedesktop.ModemManager1.Error.Core.Failed', 'It failed'] as const),
});

const withStats = fc
  .record({ startedAt: small, rx: fc.bigInt({ min: 0n, max: 2n ** 60n }), attempts: small })
  .map((some) => ({
    ...some,
    tx: some.rx,
    failed: some.attempts,
  }));

const face: fc.Arbitrary<FaceModem> = fc.record({
  index: small,
  simIndex: small,
  bearers: fc.array(
    fc.oneof(
      bearer,
      fc.tuple(bearer, withStats).map(([plain, stats]) => ({ ...plain, stats })),
    ),
    { maxLength: 2 },
  ),
  call: fc.constantFrom('none', 'connecting', 'connected', 'disconnecting'),
  enabling: fc.constantFrom('no', 'enabling', 'disabling'),
  signalRate: small,
  inhibited: fc.boolean(),
});

/** Any modem at all, also such as never were. */
export const anyModem: fc.Arbitrary<ShownModem> = fc.record({
  behind: fc.constant({ path: '1-1', device: '/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1' }),
  view: fc.record({ session, identity, wanted }),
  face,
});
