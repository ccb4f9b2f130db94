import fc from 'fast-check';
import { parseSignature, type SignatureType } from './dbus-next.js';
import { variant } from './values.js';

/** A body and its signature, of up to four values of any type that travels. */
export const anyBody = (): fc.Arbitrary<{ readonly signature: string; readonly body: readonly unknown[] }> =>
  fc
    .array(anyType(3), { maxLength: 4 })
    .map((types) => types.join(''))
    .chain((signature) => fc.record({ signature: fc.constant(signature), body: bodyOf(signature) }));

/** A body of this signature. */
export const bodyOf = (signature: string): fc.Arbitrary<unknown[]> =>
  fc.tuple(...parseSignature(signature).map(valueFor));

/** The signature of one complete type. */
const anyType = (depth: number): fc.Arbitrary<string> => {
  const basic = fc.constantFrom(...'ybnqiuxtdsog');
  if (depth === 0) return basic;
  const inner = anyType(depth - 1);
  return fc.oneof(
    basic,
    fc.constant('v'),
    inner.map((type) => `a${type}`),
    fc.tuple(fc.constantFrom(...'yuitsox'), inner).map(([key, type]) => `a{${key}${type}}`),
    fc.array(inner, { minLength: 1, maxLength: 3 }).map((types) => `(${types.join('')})`),
  );
};

const valueFor = ({ type, child }: SignatureType): fc.Arbitrary<unknown> => {
  const [element] = child;
  if (type === '(') return fc.tuple(...child.map(valueFor));
  if (type === 'v')
    return anyType(1).chain((signature) => bodyOf(signature).map(([value]) => variant(signature, value)));
  if (type !== 'a' || !element) return basics[type] ?? fc.constant(undefined);
  if (element.type === 'y') return fc.uint8Array({ maxLength: 5 });
  if (element.type !== '{') return fc.array(valueFor(element), { maxLength: 5 });
  const [key, value] = element.child.map(valueFor);
  return key && value
    ? fc.array(fc.tuple(key.map(String), value), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs))
    : fc.constant({});
};

/** Any text but the one that D-Bus does not know, NUL. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((each) => each.replaceAll('\0', '')),
  fc.constantFrom('__proto__', 'constructor', ''),
);

const basics: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  y: fc.integer({ min: 0, max: 0xff }),
  b: fc.boolean(),
  n: fc.integer({ min: -0x8000, max: 0x7fff }),
  q: fc.integer({ min: 0, max: 0xffff }),
  i: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  u: fc.integer({ min: 0, max: 0xffff_ffff }),
  // dbus-next takes the least of all for too little.
  x: fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }),
  t: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  d: fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0),
  s: text,
  o: fc.array(fc.stringMatching(/^\w+$/), { maxLength: 3 }).map((parts) => `/${parts.join('/')}`),
  g: fc.constantFrom('', 's', 'a{sv}', '(ub)', 'aay'),
};
