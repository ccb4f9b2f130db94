/** A 16-bit number, most significant octet first, as PPP and IP write it. */
export const octets16 = (value: number): readonly number[] => [(value >>> 8) & 0xff, value & 0xff];

/** A 32-bit number, most significant octet first. */
export const octets32 = (value: number): readonly number[] => [...octets16(value >>> 16), ...octets16(value & 0xffff)];

/** Reads 16 bits; octets behind the end read as 0, so callers check lengths first. */
export const read16 = (bytes: Uint8Array, at = 0): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Reads 32 bits without sign. */
export const read32 = (bytes: Uint8Array, at = 0): number => read16(bytes, at) * 0x10000 + read16(bytes, at + 2);

export const joinOctets = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

export const sameOctets = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((octet, at) => octet === other[at]);

/** `10.1.2.3` as four octets; anything else that is not such an address gives 0.0.0.0. */
export const addressOctets = (address: string): Uint8Array => {
  const parts = address.split('.').map(Number);
  const valid = parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255);
  return valid ? Uint8Array.from(parts) : new Uint8Array(4);
};

/** Four octets at `at` as `10.1.2.3`. */
export const addressText = (bytes: Uint8Array, at = 0): string =>
  [0, 1, 2, 3].map((offset) => bytes[at + offset] ?? 0).join('.');

/**
 * What a peer wrote for people, at most 120 characters. It ends up in logs and terminals, so whatever is not printable ASCII
 * becomes `?`.
 */
export const messageText = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 120), (octet) =>
    octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '?',
  ).join('');

export const textOctets = (text: string): Uint8Array => new TextEncoder().encode(text);
