import { collapseSignature, parseSignature, type SignatureType } from './dbus-next.js';
import { variant } from './values.js';

/** A body as dbus-next's parser gives it, in values (values.ts). A file descriptor is `undefined`: none travels with our messages. */
export const decodeBody = (signature: string, body: readonly unknown[]): readonly unknown[] =>
  parseSignature(signature).map((type, index) => decode(type, body[index]));

const decode = (type: SignatureType, value: unknown): unknown => (decoders[type.type] ?? same)(type, value);
const same = (_: SignatureType, value: unknown): unknown => value;

const decoders: Readonly<Record<string, (type: SignatureType, value: unknown) => unknown>> = {
  a: ({ child: [element] }, value) => {
    // A copy: the parser's is a window on the whole message.
    if (value instanceof Uint8Array) return Uint8Array.from(value);
    if (element?.type === '{') return decodeDictionary(element, list(value));
    return element ? list(value).map((each) => decode(element, each)) : [];
  },
  '(': ({ child }, value) => child.map((type, index) => decode(type, list(value)[index])),
  v: (_, value) => {
    const [[type], [inner]] = value as [types: SignatureType[], values: unknown[]];
    if (!type) throw new TypeError('a variant without a type');
    return variant(collapseSignature(type), decode(type, inner));
  },
};

/** `fromEntries` makes every key the object's own, `__proto__` too. */
const decodeDictionary = ({ child: [, type] }: SignatureType, pairs: readonly unknown[]): unknown =>
  Object.fromEntries(
    pairs.map(list).map(([key, value]) => [String(key), type === undefined ? undefined : decode(type, value)]),
  );

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
