import { octets16, read16 } from './octets.js';

/** One PPP frame without framing, address, control and check sequence. */
export interface PppFrame {
  readonly protocol: number;
  readonly payload: Uint8Array;
}

/** How the other end wants to be sent to: what it asked for at LCP. */
export interface Framing {
  /** Bit n set: the control character n must be escaped. */
  readonly asyncmap: number;
  readonly addressCompression: boolean;
  readonly protocolCompression: boolean;
}

/** How frames travel until LCP has agreed on something better, and how LCP itself always travels (RFC 1662, 7.1). */
export const plainFraming: Framing = { asyncmap: 0xffffffff, addressCompression: false, protocolCompression: false };

/** Longest frame that is kept, in octets after unescaping. */
export const longestFrame = 4096;

/** What has arrived of a frame that is not complete yet. */
export interface HdlcDecoder {
  readonly partial: Uint8Array;
  /** The present frame is too long: nothing is kept until its end. */
  readonly skipping: boolean;
  /** Frames dropped so far: bad check sequence, aborted, too short or too long. */
  readonly dropped: number;
}
export const freshDecoder: HdlcDecoder = { partial: new Uint8Array(0), skipping: false, dropped: 0 };

/** A frame as octets for the line, with a flag at both ends: a lost closing flag then never costs the next frame. */
export const encodeFrame = (frame: PppFrame, framing: Framing): Uint8Array => {
  const { payload } = frame;
  const head = header(frame.protocol, framing);
  const line = new Uint8Array(2 * (head.length + payload.length + 2) + 2);
  let check = 0xffff;
  let at = 0;
  const put = (octet: number): void => {
    if (mustEscape(octet, framing.asyncmap)) {
      line[at++] = escapeMark;
      line[at++] = octet ^ 0x20;
    } else line[at++] = octet;
  };
  line[at++] = flag;
  for (const octet of head) {
    check = nextCheck(check, octet);
    put(octet);
  }
  for (let from = 0; from < payload.length; from++) {
    const octet = payload[from] ?? 0;
    check = nextCheck(check, octet);
    put(octet);
  }
  const complement = check ^ 0xffff;
  put(complement & 0xff);
  put(complement >>> 8);
  line[at++] = flag;
  return line.subarray(0, at);
};

/**
 * Cuts what arrived at its flags: the pieces are still escaped. Escapes are undone one frame at a time by `readFrame`, since
 * the frame that ends LCP changes how the next one in the same chunk has to be read.
 */
export const splitFrames = (
  decoder: HdlcDecoder,
  bytes: Uint8Array,
): { readonly decoder: HdlcDecoder; readonly pieces: readonly Uint8Array[] } => {
  const pieces: Uint8Array[] = [];
  let { partial, skipping, dropped } = decoder;
  let from = 0;
  for (let end = bytes.indexOf(flag); end >= 0; end = bytes.indexOf(flag, from)) {
    const piece = append(partial, bytes.subarray(from, end));
    if (!skipping && piece.length > 0) pieces.push(piece);
    partial = freshDecoder.partial;
    skipping = false;
    from = end + 1;
  }
  if (!skipping) partial = append(partial, bytes.subarray(from));
  if (partial.length > longestPiece) {
    partial = freshDecoder.partial;
    skipping = true;
    dropped += 1;
  }
  return { decoder: { partial, skipping, dropped }, pieces };
};

/**
 * Undoes the escapes of one piece and checks it. `asyncmap` is what we asked the peer to escape: such a character that comes
 * bare was put in by the line and is left out. Nothing comes of a piece that is broken, aborted (7D 7E), too short or too long.
 */
export const readFrame = (piece: Uint8Array, asyncmap: number): PppFrame | undefined => {
  const octets = undoEscapes(piece, asyncmap);
  if (octets === undefined || octets.length < 3 || octets.length > longestFrame) return undefined;
  return withoutHeader(octets.subarray(0, octets.length - 2));
};

/** The 16-bit check sequence of RFC 1662 over `octets`, before it is complemented. */
export const checkSequence = (octets: Uint8Array): number => octets.reduce(nextCheck, 0xffff);

const flag = 0x7e;
const escapeMark = 0x7d;
/** What the check sequence comes to over a frame that includes its own. */
const goodCheck = 0xf0b8;
/** Everything escaped; the check sequence is counted in. */
const longestPiece = 2 * longestFrame;

const checkTable = Uint16Array.from({ length: 256 }, (_, octet) => {
  let value = octet;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x8408 : value >>> 1;
  return value;
});

function nextCheck(check: number, octet: number): number {
  return (check >>> 8) ^ (checkTable[(check ^ octet) & 0xff] ?? 0);
}

const mustEscape = (octet: number, asyncmap: number): boolean =>
  octet === flag || octet === escapeMark || (octet < 0x20 && ((asyncmap >>> octet) & 1) === 1);

const header = (protocol: number, framing: Framing): readonly number[] => [
  ...(framing.addressCompression ? [] : [0xff, 0x03]),
  ...(framing.protocolCompression && protocol < 0x100 ? [protocol] : octets16(protocol)),
];

/** A copy, since the caller may use its buffer again. */
const append = (head: Uint8Array, tail: Uint8Array): Uint8Array => {
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
};

const undoEscapes = (piece: Uint8Array, asyncmap: number): Uint8Array | undefined => {
  const octets = new Uint8Array(piece.length);
  let length = 0;
  let check = 0xffff;
  for (let at = 0; at < piece.length; at++) {
    let octet = piece[at] ?? 0;
    if (octet === escapeMark) {
      if (++at === piece.length) return undefined;
      octet = (piece[at] ?? 0) ^ 0x20;
    } else if (octet < 0x20 && (asyncmap >>> octet) & 1) continue;
    check = nextCheck(check, octet);
    octets[length++] = octet;
  }
  return check === goodCheck ? octets.subarray(0, length) : undefined;
};

/** Either header may be left out at any time: receiving it costs nothing, and some sticks compress before they were allowed to. */
const withoutHeader = (octets: Uint8Array): PppFrame | undefined => {
  const rest = octets[0] === 0xff && octets[1] === 0x03 ? octets.subarray(2) : octets;
  const first = rest[0];
  if (first === undefined) return undefined;
  if (first & 1) return { protocol: first, payload: rest.subarray(1) };
  return rest.length < 2 ? undefined : { protocol: read16(rest), payload: rest.subarray(2) };
};
