import { createHash } from 'node:crypto';
import type { AuthProtocol } from './lcp.js';
import { joinOctets, textOctets } from './octets.js';
import { protocols } from './ppp-state.js';

export const papCode = { request: 1, ack: 2, nak: 3 } as const;
export const chapCode = { challenge: 1, response: 2, success: 3, failure: 4 } as const;

/** The frame protocol that an authentication protocol travels in. */
export const authFrames: Readonly<Record<AuthProtocol, number>> = { pap: protocols.pap, chap: protocols.chap };

/** Octets with their length in front. Names and passwords over 255 octets are cut: the format ends there. */
export const counted = (octets: Uint8Array): Uint8Array =>
  joinOctets([Math.min(octets.length, 255)], octets.subarray(0, 255));

/** The octets that are counted at `at`, and where they end; undefined when they are cut short. */
export const readCounted = (
  data: Uint8Array,
  at = 0,
): { readonly value: Uint8Array; readonly end: number } | undefined => {
  const length = data[at];
  if (length === undefined || at + 1 + length > data.length) return undefined;
  return { value: data.subarray(at + 1, at + 1 + length), end: at + 1 + length };
};

/** What proves the secret without telling it: MD5 over identifier, secret and challenge (RFC 1994, 4.1). */
export const chapDigest = (id: number, secret: string, challenge: Uint8Array): Uint8Array =>
  createHash('md5')
    .update(joinOctets([id], textOctets(secret), challenge))
    .digest();
