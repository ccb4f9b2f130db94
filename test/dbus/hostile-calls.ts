import type { Introspected } from './introspected.js';

/** A call that nobody in his right mind makes, and that must change nothing. */
export interface HostileCall {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature: string;
  readonly body: readonly unknown[];
}

/**
 * Hostile calls without end, of each method and property of each object in turn: wrong types, none, too many, huge ones, the right types with
 * wrong values, and objects, interfaces and members that are not there. The same for the same seed.
 */
export function* hostileCalls(objects: readonly Introspected[], seed: number): Generator<HostileCall, never> {
  const random = randomFrom(seed);
  for (;;) {
    for (const { path, interfaces } of objects) {
      for (const { name, methods, properties } of interfaces) {
        for (const [member, signature] of Object.entries(methods))
          for (const body of hostileBodies(member, signature, random)) yield { path, interface: name, member, ...body };
        for (const [property, signature] of Object.entries(properties))
          yield* propertyCalls(path, name, property, signature, random);
        yield { path: pick(strangePaths, random), interface: name, member: 'Get', ...noBody };
        yield { path, interface: `${name}.Nothing`, member: pick(Object.keys(methods), random) ?? 'Enable', ...noBody };
        yield { path, interface: name, member: pick(strangeMembers, random), ...stranger(random) };
      }
    }
  }
}

interface Body {
  readonly signature: string;
  readonly body: readonly unknown[];
}
type Random = () => number;

const noBody: Body = { signature: '', body: [] };

/** Two that cannot fit, and three that fit by their types alone. */
const hostileBodies = (member: string, signature: string, random: Random): readonly Body[] => {
  const misfit = (): Body => unlike(signature, stranger(random));
  const tooMany = { signature: `${signature}s`, body: [...bodyFor(signature, random), 'one more'] };
  const fitting = sounding(member, signature)
    ? []
    : Array.from({ length: 3 }, () => ({ signature, body: bodyFor(signature, random) }));
  return [misfit(), random() < 0.2 ? tooMany : misfit(), ...fitting];
};

/** What may be asked for by anybody with the right to, whatever the values: Enable has no wrong boolean, a rate of Setup no wrong number. */
const sounding = (member: string, signature: string): boolean =>
  /^b?$/.test(signature) || ['Setup', 'SetupThresholds', 'Ping'].includes(member);

function* propertyCalls(
  path: string,
  of: string,
  property: string,
  signature: string,
  random: Random,
): Generator<HostileCall, void> {
  const properties = { path, interface: 'org.freedesktop.DBus.Properties' };
  const [value] = bodyFor(signature, random);
  const variant = pick(
    strangers.filter(({ body }) => body.length === 1),
    random,
  );
  yield { ...properties, member: 'Set', signature: 'ssv', body: [of, property, { signature, value }] };
  yield {
    ...properties,
    member: 'Set',
    signature: 'ssv',
    body: [of, property, { signature: variant.signature, value: variant.body[0] }],
  };
  yield { ...properties, member: 'Get', signature: 'ss', body: [`${of}x`, property] };
  yield { ...properties, member: 'Get', signature: 'ss', body: [of, pick(strangeMembers, random)] };
  yield { ...properties, member: 'Get', ...unlike('ss', stranger(random)) };
}

/** Huge ones are rare, since they are slow to make; the others take turns. */
const stranger = (random: Random): Body => pick(random() < 0.02 ? giants : strangers, random);

const unlike = (signature: string, body: Body): Body => (body.signature === signature ? twoFiles : body);

const huge = 500_000;
const long = 'A'.repeat(huge);

const giants: readonly Body[] = [
  { signature: 's', body: [long] },
  { signature: 'ay', body: [new Uint8Array(huge)] },
  { signature: 'as', body: [Array.from({ length: 20_000 }, () => 'x')] },
];

const twoFiles: Body = { signature: 'sg', body: ['/etc/passwd', 'sg'] };

/** Bodies of one value, none, or many. */
const strangers: readonly Body[] = [
  noBody,
  { signature: 's', body: ['\u0007'] },
  { signature: 'b', body: [true] },
  { signature: 'y', body: [255] },
  { signature: 'i', body: [-(2 ** 31)] },
  { signature: 'u', body: [2 ** 32 - 1] },
  { signature: 'x', body: [-(2n ** 62n)] },
  { signature: 't', body: [2n ** 64n - 1n] },
  { signature: 'd', body: [-0] },
  { signature: 'o', body: ['/'] },
  { signature: 'g', body: ['a{sa{sv}}'] },
  { signature: 'ay', body: [new Uint8Array(9)] },
  { signature: 'as', body: [['x', '']] },
  { signature: 'a{sv}', body: [{ nonsense: { signature: 'u', value: 1 } }] },
  { signature: 'a{sa{sv}}', body: [{ a: { b: { signature: 's', value: 'c' } } }] },
  { signature: 'aaaaaaas', body: [[[[[[[['deep']]]]]]]] },
  { signature: 'v', body: [nested(20)] },
  { signature: '(ii)', body: [[-1, -1]] },
  { signature: 'ssssssssss', body: Array.from({ length: 10 }, () => 'many') },
];

/** A variant in a variant in a variant … */
function nested(depth: number): unknown {
  return depth === 0 ? { signature: 's', value: 'the bottom' } : { signature: 'v', value: nested(depth - 1) };
}

const strangePaths: readonly string[] = [
  '/',
  '/org',
  '/org/freedesktop/ModemManager1/Modem',
  '/org/freedesktop/ModemManager1/Modem/4294967295',
  '/org/freedesktop/ModemManager1/Bearer/4294967295',
  '/org/freedesktop/ModemManager1/__proto__',
  '/constructor/prototype',
  `/${'a/'.repeat(500)}a`,
];

const strangeMembers: readonly string[] = ['Nothing', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then'];

const strangeStrings: readonly string[] = [
  ' ',
  'A'.repeat(2_000),
  '../../../etc/passwd',
  'AT\r\nAT+CFUN=0\r\n',
  '";AT+CPWD="SC","0000","1111',
  '%s%s%n',
  '\u001b[2J\u202e',
  '__proto__',
  '123',
  'not a digit',
];

/** For Simple.Connect and CreateBearer: each of them alone is reason enough to refuse. */
const strangeDicts: readonly unknown[] = [
  { apn: { signature: 'u', value: 7 } },
  { apn: { signature: 's', value: 'a b\r\nATD*99#' } },
  { apn: { signature: 's', value: 'a'.repeat(2_000) } },
  { apn: { signature: 'a{sv}', value: {} } },
  { 'ip-type': { signature: 's', value: 'ipv4' } },
  { 'ip-type': { signature: 'u', value: 99 } },
  { nonsense: { signature: 'u', value: 1 } },
  { __proto__x: { signature: 's', value: 'x' } },
  { '': { signature: 's', value: '' } },
];

/** Values for a whole signature, one for each complete type in it. */
const bodyFor = (signature: string, random: Random): readonly unknown[] =>
  completeTypes(signature).map((type) => valueFor(type, random));

const valueFor = (type: string, random: Random): unknown => {
  if (type === 'a{sv}') return pick(strangeDicts, random);
  if (type === 'ay') return new Uint8Array(1 + Math.floor(random() * 1_000));
  if (type.startsWith('a{')) return {};
  if (type.startsWith('a'))
    return Array.from({ length: 1 + Math.floor(random() * 300) }, () => valueFor(type.slice(1), random));
  if (type.startsWith('(')) return bodyFor(type.slice(1, -1), random);
  return plain[type]?.(random);
};

const plain: Readonly<Record<string, (random: Random) => unknown>> = {
  s: (random) => pick(strangeStrings, random),
  g: () => 'a{sv}',
  o: (random) => pick(strangePaths, random),
  b: (random) => random() < 0.5,
  d: () => Number.MAX_VALUE,
  v: () => ({ signature: 's', value: 'a variant' }),
  x: () => -(2n ** 62n),
  t: () => 2n ** 64n - 1n,
  y: () => 255,
  n: () => -32_768,
  q: () => 65_535,
  // No mode, band, state or level has such a number.
  i: () => -(2 ** 31),
  u: (random) => 2 ** 32 - 1 - Math.floor(random() * 1_000),
};

/** `sa{sv}(ub)` → `s`, `a{sv}`, `(ub)`. */
const completeTypes = (signature: string): readonly string[] =>
  signature.match(/a*(\{[^}]*(?:\{[^}]*\})?[^}]*\}|\([^()]*(?:\([^()]*\)[^()]*)*\)|[a-z])/g) ?? [];

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;

/** Mulberry32. */
const randomFrom = (seed: number): Random => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
