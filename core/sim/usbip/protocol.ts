/**
 * USB/IP as the kernel's documentation has it (Documentation/usb/usbip_protocol.rst), version 1.1.1: the words of the requests before an
 * import, and those of the commands after it. All numbers are big endian.
 */
export const usbip = {
  version: 0x0111,
  /** Answers to an import: taken, in use by somebody else, not there, not understood. */
  status: { ok: 0, busy: 2, absent: 4, error: 5 },
  headerBytes: 48,
  /** Largest transfer that is taken, in bytes. Linux asks for 4096 at a tty and 122,880 at a disk. */
  largestTransfer: 1024 * 1024,
} as const;

/** What a host asks of a device: to carry out a request (URB), or to forget one. */
export type Command = Submit | Unlink;
export interface Submit {
  readonly kind: 'submit';
  /** Its name, in whatever is said about it later. */
  readonly seqnum: number;
  readonly direction: 'out' | 'in';
  /** 0 to 15. */
  readonly endpoint: number;
  /** Bytes that the host sends, or has room for. */
  readonly length: number;
  /** Eight bytes; they mean something on endpoint 0. */
  readonly setup: Uint8Array;
  /** What the host sends; nothing where it reads. */
  readonly data: Uint8Array;
}
export interface Unlink {
  readonly kind: 'unlink';
  readonly seqnum: number;
  /** The `seqnum` of the request to forget. */
  readonly victim: number;
}

/** What came of it. `status` is 0 or a negative errno of Linux. */
export type Reply =
  /** `data`: what was read; `length`: how much was read or written. */
  | {
      readonly kind: 'submitted';
      readonly seqnum: number;
      readonly status: number;
      readonly length: number;
      readonly data: Uint8Array;
    }
  | { readonly kind: 'unlinked'; readonly seqnum: number; readonly status: number };

/** Errnos of Linux that a device answers with. */
export const urbStatus = { done: 0, noMemory: -12, stalled: -32, unlinked: -104, shutDown: -108 } as const;

const codes = { submit: 1, unlink: 2, submitted: 3, unlinked: 4 } as const;

/** A reply as bytes. */
export const encodeReply = (reply: Reply): Uint8Array => {
  const data = reply.kind === 'submitted' ? reply.data : nothing;
  const bytes = Buffer.alloc(usbip.headerBytes + data.length);
  bytes.writeUInt32BE(codes[reply.kind], 0);
  bytes.writeUInt32BE(reply.seqnum, 4);
  bytes.writeInt32BE(reply.status, 20);
  if (reply.kind === 'submitted') bytes.writeUInt32BE(reply.length, 24);
  bytes.set(data, usbip.headerBytes);
  return bytes;
};

/** What a piece of the stream gave: whole commands, and the rest that waits for more. `refused`: why this is no USB/IP; then all ends. */
export interface Split {
  readonly commands: readonly Command[];
  readonly rest: Uint8Array;
  readonly refused?: string;
}

/** Takes whole commands off the stream. Never throws; the rest is never longer than one header and the largest transfer. */
export const splitCommands = (rest: Uint8Array, piece: Uint8Array): Split => {
  const all = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece]);
  const commands: Command[] = [];
  let at = 0;
  for (;;) {
    const found = commandAt(all, at);
    if (typeof found === 'string') return { commands, rest: nothing, refused: found };
    if (found === undefined) return { commands, rest: all.subarray(at) };
    commands.push(found.command);
    at = found.end;
  }
};

interface Found {
  readonly command: Command;
  readonly end: number;
}

/** The command that begins here; `undefined` while it is not whole; a sentence when it is none. */
const commandAt = (all: Buffer, at: number): Found | string | undefined => {
  if (all.length - at < usbip.headerBytes) return undefined;
  const code = all.readUInt32BE(at);
  if (code === codes.unlink) return unlinkAt(all, at);
  return code === codes.submit ? submitAt(all, at) : `there is no command ${code}`;
};

const unlinkAt = (all: Buffer, at: number): Found => ({
  command: { kind: 'unlink', seqnum: all.readUInt32BE(at + 4), victim: all.readUInt32BE(at + 20) },
  end: at + usbip.headerBytes,
});

const submitAt = (all: Buffer, at: number): Found | string | undefined => {
  const refused = whyNot(all, at);
  if (refused !== undefined) return refused;
  const body = at + usbip.headerBytes;
  const length = all.readUInt32BE(at + 24);
  const direction = all.readUInt32BE(at + 12) === 0 ? 'out' : 'in';
  const end = direction === 'out' ? body + length : body;
  if (all.length < end) return undefined;
  const [seqnum, endpoint] = [all.readUInt32BE(at + 4), all.readUInt32BE(at + 16)];
  // Copies: who keeps a few bytes must not keep the whole piece of the stream.
  const [setup, data] = [Uint8Array.from(all.subarray(at + 40, body)), Uint8Array.from(all.subarray(body, end))];
  return { command: { kind: 'submit', seqnum, direction, endpoint, length, setup, data }, end };
};

const whyNot = (all: Buffer, at: number): string | undefined => {
  const [direction, endpoint, length] = [12, 16, 24].map((offset) => all.readUInt32BE(at + offset));
  const packets = all.readUInt32BE(at + 32);
  if (direction !== 0 && direction !== 1) return `there is no direction ${direction}`;
  if (endpoint === undefined || endpoint > 15) return `there is no endpoint ${endpoint}`;
  if (length === undefined || length > usbip.largestTransfer) return `nobody transfers ${length} bytes at once`;
  // The document says 0xffffffff where a transfer is not isochronous, and the kernel says 0.
  return packets === 0 || packets === 0xffffffff ? undefined : 'nothing here is isochronous';
};

/** What a host asks before it has imported a device. */
export type Request =
  | { readonly kind: 'devices' }
  | { readonly kind: 'import'; readonly busid: string }
  | { readonly kind: 'refused'; readonly because: string };

/** The request that these bytes are, and how many they were; `undefined` while it is not whole. */
export const readRequest = (bytes: Uint8Array): { readonly request: Request; readonly bytes: number } | undefined => {
  if (bytes.length < 8) return undefined;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const [version, code] = [view.readUInt16BE(0), view.readUInt16BE(2)];
  if (version !== usbip.version) return refusal(`version ${version.toString(16)}`);
  if (code === requests.devices) return { request: { kind: 'devices' }, bytes: 8 };
  if (code !== requests.import) return refusal(`request ${code.toString(16)}`);
  if (bytes.length < 8 + busidBytes) return undefined;
  const busid = text(view.subarray(8, 8 + busidBytes));
  return { request: { kind: 'import', busid }, bytes: 8 + busidBytes };
};

const requests = { devices: 0x8005, import: 0x8003 } as const;
const replies = { devices: 0x0005, import: 0x0003 } as const;
const busidBytes = 32;

const refusal = (because: string) => ({ request: { kind: 'refused', because }, bytes: 0 }) as const;

const text = (padded: Buffer): string => {
  const end = padded.indexOf(0);
  return padded.subarray(0, end < 0 ? padded.length : end).toString('latin1');
};

/** A device as it is listed: where it is on the server's bus, and what its descriptors say. */
export interface Listed {
  readonly busid: string;
  readonly vendor: number;
  readonly product: number;
  /** Class, subclass and protocol of each interface. */
  readonly interfaces: readonly (readonly [number, number, number])[];
}

/** The answer to `devices`. */
export const encodeDevices = (devices: readonly Listed[]): Uint8Array => {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(devices.length);
  return Buffer.concat([
    opHeader(replies.devices, usbip.status.ok),
    count,
    ...devices.flatMap((one) => [device(one), ...one.interfaces.map((three) => Buffer.from([...three, 0]))]),
  ]);
};

/** The answer to `import`: the device, or why not. */
export const encodeImport = (taken: Listed | 'busy' | 'absent'): Uint8Array =>
  typeof taken === 'string'
    ? opHeader(replies.import, usbip.status[taken])
    : Buffer.concat([opHeader(replies.import, usbip.status.ok), device(taken)]);

const opHeader = (code: number, status: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16BE(usbip.version, 0);
  bytes.writeUInt16BE(code, 2);
  bytes.writeUInt32BE(status, 4);
  return bytes;
};

/** `usbip_usb_device`: path, bus id, place, speed, ids, then a byte each for class, subclass, protocol and the counts. */
const device = ({ busid, vendor, product, interfaces }: Listed): Buffer => {
  const bytes = Buffer.alloc(312);
  const { bus, number } = placeOf(busid);
  bytes.write(`/sys/devices/virtual/${busid}`, 0, 255, 'latin1');
  bytes.write(busid, 256, busidBytes - 1, 'latin1');
  bytes.writeUInt32BE(bus, 288);
  bytes.writeUInt32BE(number, 292);
  bytes.writeUInt32BE(highSpeed, 296);
  bytes.writeUInt16BE(vendor, 300);
  bytes.writeUInt16BE(product, 302);
  bytes.set([0, 0, 0, 1, 1, interfaces.length], 306);
  return bytes;
};

/** As the kernel counts speeds. */
export const highSpeed = 3;

/** Bus and device number out of a bus path such as `1-3`. */
export const placeOf = (busid: string): { readonly bus: number; readonly number: number } => {
  const [bus = 1, number = 1] = (busid.match(/\d+/g) ?? []).map((digits) => Number(digits) & 0xffff);
  return { bus, number };
};

const nothing = new Uint8Array(0);
