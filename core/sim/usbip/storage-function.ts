import type { InterfaceDescription } from './descriptors.js';
import { done, type Endpoint, type Respond, stalled } from './endpoint.js';
import { inEndpoint, transferSource } from './in-endpoint.js';
import { outEndpoint } from './out-endpoint.js';
import { type Drive, freshDrive, type ScsiResult, scsi } from './scsi.js';
import type { UsbFunction } from './usb-function.js';

/** Who wants to know that the drive was told to become a modem, and when its host has read all that there was to read. */
export interface StorageUser {
  readonly onTold: (how: Told) => void;
  readonly onAllRead: () => void;
}

/** `message`: the whole block as it was sent, in hexadecimal. */
export type Told = { readonly method: 'eject' } | { readonly method: 'message'; readonly message: string };

/** Mass storage, bulk only: a command block (CBW), its data, a status (CSW). */
export const storageFunction = (
  { number, endpoints: { in: inward, out: outward } }: InterfaceDescription,
  kind: Drive['kind'],
  { onTold, onAllRead }: StorageUser,
  respond: Respond,
): UsbFunction => {
  const answers = transferSource();
  const take = (length: number) => {
    const bytes = answers.take(length);
    if (bytes !== undefined && answers.isEmpty()) onAllRead();
    return bytes;
  };
  const reading = inEndpoint(respond, { take });
  let drive = freshDrive(kind);
  /** What the host is still to write for this command. */
  let writing: Writing | undefined;
  /** It was sent nonsense and understands nothing until it is reset (bulk-only transport 1.0, 6.6.1). */
  let lost = false;

  const write = (bytes: Uint8Array): boolean => {
    if (lost) return false;
    if (writing !== undefined) return takeData(writing, bytes);
    const block = readCommandBlock(bytes);
    if (block !== undefined) carryOut(block);
    else loseWay(true);
    return block !== undefined;
  };
  const loseWay = (now: boolean) => {
    lost = now;
    reading.halt(now);
  };
  const carryOut = (block: CommandBlock) => {
    const result = scsi(drive, block.cdb);
    drive = result.drive;
    if (result.told !== undefined) onTold(told(result.told, block));
    if (block.direction === 'out' && block.length > 0) writing = { block, left: block.length, ok: result.ok };
    else answer(block, result);
  };
  const answer = (block: CommandBlock, { data, ok }: ScsiResult) => {
    const sent = data.subarray(0, block.length);
    if (block.length > 0) answers.give(sent, sent.length < block.length);
    answers.give(statusOf(block, block.length - sent.length, ok));
    reading.deliver();
  };
  const takeData = (before: Writing, bytes: Uint8Array): boolean => {
    const { block, ok } = before;
    const left = before.left - bytes.length;
    writing = left > 0 && bytes.length > 0 ? { ...before, left } : undefined;
    if (writing === undefined) {
      answers.give(statusOf(block, Math.max(0, left), ok));
      reading.deliver();
    }
    return true;
  };
  const reset = () => {
    writing = undefined;
    answers.clear();
    loseWay(false);
  };

  return {
    number,
    endpoints: new Map<number, Endpoint>([
      ...(inward === undefined ? [] : [[0x80 | inward, reading] as const]),
      ...(outward === undefined ? [] : [[outward, outEndpoint(respond, write)] as const]),
    ]),
    control: ({ type, request }) => {
      if (type === 0xa1 && request === getMaxLun) return done(Uint8Array.of(0));
      if (type !== 0x21 || request !== massStorageReset) return stalled;
      reset();
      return done();
    },
    close: reset,
  };
};

const told = (method: Told['method'], { bytes }: CommandBlock): Told =>
  method === 'eject' ? { method } : { method, message: Buffer.from(bytes).toString('hex') };

const getMaxLun = 0xfe;
const massStorageReset = 0xff;

/** A command whose data the host is writing; `left`: bytes still to come. */
interface Writing {
  readonly block: CommandBlock;
  readonly left: number;
  readonly ok: boolean;
}

interface CommandBlock {
  readonly tag: number;
  /** Bytes that the host means to read or write. */
  readonly length: number;
  readonly direction: 'in' | 'out';
  readonly cdb: Uint8Array;
  readonly bytes: Uint8Array;
}

/** Bulk-only transport 1.0, 5.1. All sixteen bytes of the command are read, for Huawei's switch says that it has none. */
const readCommandBlock = (bytes: Uint8Array): CommandBlock | undefined => {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.length !== 31 || view.readUInt32BE(0) !== 0x55534243) return undefined;
  return {
    tag: view.readUInt32LE(4),
    length: view.readUInt32LE(8),
    direction: (view.readUInt8(12) & 0x80) === 0 ? 'out' : 'in',
    cdb: bytes.subarray(15),
    bytes,
  };
};

/** 5.2: `USBS`, the tag of its command, what is missing of the data, and whether it went well. */
const statusOf = ({ tag }: CommandBlock, residue: number, ok: boolean): Uint8Array => {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(0x55534253, 0);
  bytes.writeUInt32LE(tag, 4);
  bytes.writeUInt32LE(residue, 8);
  bytes.writeUInt8(ok ? 0 : 1, 12);
  return bytes;
};
