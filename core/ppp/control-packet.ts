import { joinOctets, octets16, read16 } from './octets.js';

/** What LCP, IPCP, PAP and CHAP have in common: code, identifier, length, data (RFC 1661, 5). */
export interface ControlPacket {
  readonly code: number;
  readonly id: number;
  readonly data: Uint8Array;
}

/** Codes shared by LCP and IPCP (1 to 7), then those of LCP alone. */
export const code = {
  configureRequest: 1,
  configureAck: 2,
  configureNak: 3,
  configureReject: 4,
  terminateRequest: 5,
  terminateAck: 6,
  codeReject: 7,
  protocolReject: 8,
  echoRequest: 9,
  echoReply: 10,
  discardRequest: 11,
} as const;

/** Octets behind the stated length are padding; a packet shorter than it says is nothing. */
export const parseControlPacket = (bytes: Uint8Array): ControlPacket | undefined => {
  const length = read16(bytes, 2);
  if (bytes.length < 4 || length < 4 || length > bytes.length) return undefined;
  return { code: bytes[0] ?? 0, id: bytes[1] ?? 0, data: bytes.subarray(4, length) };
};

export const buildControlPacket = ({ code, id, data }: ControlPacket): Uint8Array =>
  joinOctets([code, id, ...octets16(data.length + 4)], data);

/** One thing that is negotiated: type, length, data. */
export interface ConfigOption {
  readonly type: number;
  readonly data: Uint8Array;
}

/** Nothing when a length does not fit: such a packet is not answered. */
export const parseOptions = (bytes: Uint8Array): readonly ConfigOption[] | undefined => {
  const options: ConfigOption[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at + 1] ?? 0;
    if (length < 2 || at + length > bytes.length) return undefined;
    options.push({ type: bytes[at] ?? 0, data: bytes.subarray(at + 2, at + length) });
    at += length;
  }
  return options;
};

export const buildOptions = (options: readonly ConfigOption[]): Uint8Array =>
  joinOctets(...options.flatMap(({ type, data }) => [[type, data.length + 2], data]));
