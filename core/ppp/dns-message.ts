import { addressOctets, addressText, joinOctets, octets16, octets32, read16, textOctets } from './octets.js';

/** A question to a name server. `.` with `NS` is what a probe asks: every resolver knows the root. */
export interface DnsQuery {
  /** 16 bits. */
  readonly id: number;
  /** Without the last dot, or `.` alone. */
  readonly name: string;
  /** See `dnsType`; 28 is AAAA. */
  readonly type: number;
}

export const dnsType = { a: 1, ns: 2 } as const;

export interface DnsAnswer {
  readonly id: number;
  /** 0 no error, 2 server failure, 3 no such name, 5 refused. */
  readonly rcode: number;
  /** The IPv4 addresses among the answers. */
  readonly addresses: readonly string[];
}

/** The message alone; it goes into a UDP datagram to port 53. Labels are cut at 63 octets. */
export const buildDnsQuery = ({ id, name, type }: DnsQuery): Uint8Array =>
  joinOctets(header(id, 0x0100, 0), question(name, type));

/** Undefined for answers, for anything but one question of class IN, and for what is cut short. */
export const parseDnsQuery = (message: Uint8Array): DnsQuery | undefined => {
  if (message.length < 12 || read16(message, 2) & 0x8000 || read16(message, 4) !== 1) return undefined;
  const name = readName(message, 12);
  if (name === undefined || message.length < name.end + 4 || read16(message, name.end + 2) !== classIn)
    return undefined;
  return { id: read16(message), name: name.text, type: read16(message, name.end) };
};

/** The answer to a query, with its question repeated; for the root's `NS` it names a.root-servers.net. */
export const buildDnsAnswer = (
  query: DnsQuery,
  { rcode = 0, addresses = [] }: { readonly rcode?: number; readonly addresses?: readonly string[] } = {},
): Uint8Array => {
  const records = rcode === 0 ? answerRecords(query, addresses) : [];
  return joinOctets(
    header(query.id, 0x8180 | (rcode & 0x0f), records.length),
    question(query.name, query.type),
    ...records,
  );
};

/** Undefined for queries and for messages without a whole header; records that are cut short are left out. */
export const parseDnsAnswer = (message: Uint8Array): DnsAnswer | undefined => {
  const flags = read16(message, 2);
  if (message.length < 12 || (flags & 0x8000) === 0) return undefined;
  return { id: read16(message), rcode: flags & 0x0f, addresses: readAddresses(message) };
};

const classIn = 1;

const header = (id: number, flags: number, answers: number): readonly number[] =>
  [id, flags, 1, answers, 0, 0].flatMap(octets16);

const question = (name: string, type: number): Uint8Array =>
  joinOctets(nameOctets(name), octets16(type), octets16(classIn));

const nameOctets = (name: string): Uint8Array => {
  const labels = name
    .split('.')
    .filter((label) => label !== '')
    .map((label) => textOctets(label).subarray(0, 63));
  return joinOctets(...labels.flatMap((label) => [[label.length], label]), [0]);
};

const answerRecords = (query: DnsQuery, addresses: readonly string[]): readonly Uint8Array[] => {
  if (query.type === dnsType.ns) return [record(dnsType.ns, nameOctets('a.root-servers.net'))];
  return query.type === dnsType.a ? addresses.map((address) => record(dnsType.a, addressOctets(address))) : [];
};

/** Its name is a pointer to the question's (RFC 1035, 4.1.4); it lives 60 s. */
const record = (type: number, data: Uint8Array): Uint8Array =>
  joinOctets([0xc0, 12, ...octets16(type), ...octets16(classIn), ...octets32(60), ...octets16(data.length)], data);

const readAddresses = (message: Uint8Array): readonly string[] => {
  const addresses: string[] = [];
  let at = skipQuestions(message);
  for (let left = read16(message, 6); left > 0 && at !== undefined; left--) {
    const name = readName(message, at);
    if (name === undefined || message.length < name.end + 10) break;
    const length = read16(message, name.end + 8);
    const data = name.end + 10;
    if (message.length < data + length) break;
    if (read16(message, name.end) === dnsType.a && length === 4) addresses.push(addressText(message, data));
    at = data + length;
  }
  return addresses;
};

const skipQuestions = (message: Uint8Array): number | undefined => {
  let at = 12;
  for (let left = read16(message, 4); left > 0; left--) {
    const name = readName(message, at);
    if (name === undefined) return undefined;
    at = name.end + 4;
  }
  return at;
};

/** Pointers are stepped over and not followed: only where a name ends matters, and a loop cannot hold us. */
const readName = (message: Uint8Array, from: number): { readonly text: string; readonly end: number } | undefined => {
  const labels: string[] = [];
  for (let at = from; at < message.length; ) {
    const length = message[at] ?? 0;
    if (length === 0) return { text: labels.join('.') || '.', end: at + 1 };
    if (length >= 0xc0) return { text: labels.join('.') || '.', end: at + 2 };
    if (length > 63) return undefined;
    labels.push(String.fromCharCode(...message.subarray(at + 1, at + 1 + length)));
    at += 1 + length;
  }
  return undefined;
};
