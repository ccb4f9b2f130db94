import { addressOctets, addressText, joinOctets, octets16, read16 } from './octets.js';

/** As much of an IPv4 packet as a probe or a small network needs. Options are skipped; fragments are not put together. */
export interface Ipv4Packet {
  readonly source: string;
  readonly destination: string;
  /** 1 ICMP, 17 UDP. */
  readonly protocol: number;
  readonly payload: Uint8Array;
  /** Hops left. Default 64. */
  readonly ttl?: number;
  /** Identification. Default 0. */
  readonly id?: number;
}

export const ipProtocol = { icmp: 1, udp: 17 } as const;

/** A whole IPv4 packet, header of 20 octets with its checksum. */
export const buildIpv4 = ({ source, destination, protocol, payload, ttl = 64, id = 0 }: Ipv4Packet): Uint8Array => {
  const length = octets16(20 + payload.length);
  const packet = joinOctets(
    [0x45, 0, ...length, ...octets16(id), 0, 0, ttl, protocol, 0, 0],
    addressOctets(source),
    addressOctets(destination),
    payload,
  );
  packet.set(octets16(internetChecksum(packet.subarray(0, 20))), 10);
  return packet;
};

/** Undefined for anything but a whole, unfragmented IPv4 packet with a right header checksum. */
export const parseIpv4 = (bytes: Uint8Array): Required<Ipv4Packet> | undefined => {
  const header = ((bytes[0] ?? 0) & 0x0f) * 4;
  const length = read16(bytes, 2);
  if ((bytes[0] ?? 0) >>> 4 !== 4 || header < 20 || length < header || length > bytes.length) return undefined;
  if (internetChecksum(bytes.subarray(0, header)) !== 0 || isFragment(bytes)) return undefined;
  return {
    source: addressText(bytes, 12),
    destination: addressText(bytes, 16),
    protocol: bytes[9] ?? 0,
    payload: bytes.subarray(header, length),
    ttl: bytes[8] ?? 0,
    id: read16(bytes, 4),
  };
};

/** An ICMP echo: `ping`, and the answer to it. */
export interface IcmpEcho {
  readonly kind: 'request' | 'reply';
  /** 16 bits. */
  readonly id: number;
  /** 16 bits. */
  readonly sequence: number;
  readonly data: Uint8Array;
}

/** The ICMP part; put it into `buildIpv4` with protocol 1. */
export const buildEcho = ({ kind, id, sequence, data }: IcmpEcho): Uint8Array => {
  const message = joinOctets([kind === 'request' ? 8 : 0, 0, 0, 0, ...octets16(id), ...octets16(sequence)], data);
  message.set(octets16(internetChecksum(message)), 2);
  return message;
};

/** Takes the payload of an IPv4 packet with protocol 1. Undefined for other ICMP messages and wrong checksums. */
export const parseEcho = (message: Uint8Array): IcmpEcho | undefined => {
  const type = message[0];
  if (message.length < 8 || (type !== 8 && type !== 0) || message[1] !== 0) return undefined;
  if (internetChecksum(message) !== 0) return undefined;
  return {
    kind: type === 8 ? 'request' : 'reply',
    id: read16(message, 4),
    sequence: read16(message, 6),
    data: message.subarray(8),
  };
};

/** The packet that answers a `ping`; undefined when `packet` is not one. Whom it was sent to is for the caller to judge. */
export const answerEcho = (packet: Uint8Array): Uint8Array | undefined => {
  const asked = parseIpv4(packet);
  const echo = asked?.protocol === ipProtocol.icmp ? parseEcho(asked.payload) : undefined;
  if (asked === undefined || echo?.kind !== 'request') return undefined;
  const payload = buildEcho({ ...echo, kind: 'reply' });
  return buildIpv4({ source: asked.destination, destination: asked.source, protocol: ipProtocol.icmp, payload });
};

export interface UdpDatagram {
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
}

/** A whole IPv4 packet with a UDP datagram in it. */
export const buildUdp = ({ source, destination, sourcePort, destinationPort, payload }: UdpDatagram): Uint8Array => {
  const length = octets16(8 + payload.length);
  const datagram = joinOctets([...octets16(sourcePort), ...octets16(destinationPort), ...length, 0, 0], payload);
  const sum = internetChecksum(joinOctets(pseudoHeader(source, destination, datagram.length), datagram));
  // A sum of 0 is written as ffff: 0 means "not summed" (RFC 768).
  datagram.set(octets16(sum === 0 ? 0xffff : sum), 6);
  return buildIpv4({ source, destination, protocol: ipProtocol.udp, payload: datagram });
};

/** Takes a whole IPv4 packet. Undefined when it carries no UDP, is cut short, or fails its checksum (0 is not checked). */
export const parseUdp = (packet: Uint8Array): UdpDatagram | undefined => {
  const ip = parseIpv4(packet);
  if (ip?.protocol !== ipProtocol.udp || ip.payload.length < 8) return undefined;
  const length = read16(ip.payload, 4);
  if (length < 8 || length > ip.payload.length) return undefined;
  const datagram = ip.payload.subarray(0, length);
  const summed = joinOctets(pseudoHeader(ip.source, ip.destination, length), datagram);
  if (read16(datagram, 6) !== 0 && internetChecksum(summed) !== 0) return undefined;
  return {
    source: ip.source,
    destination: ip.destination,
    sourcePort: read16(datagram),
    destinationPort: read16(datagram, 2),
    payload: datagram.subarray(8),
  };
};

/** RFC 1071; over octets that include a right checksum it is 0. */
export const internetChecksum = (bytes: Uint8Array): number => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += read16(bytes, at);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return sum ^ 0xffff;
};

/** "More fragments" set, or not the first one. */
const isFragment = (bytes: Uint8Array): boolean => (read16(bytes, 6) & 0x3fff) !== 0;

const pseudoHeader = (source: string, destination: string, length: number): Uint8Array =>
  joinOctets(addressOctets(source), addressOctets(destination), [0, ipProtocol.udp, ...octets16(length)]);
