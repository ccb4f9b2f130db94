import { connect, type Socket } from 'node:net';
import type { Command } from './protocol.js';

/** What a host asks, as bytes: the half of the protocol that the product does not need. */
export const encodeCommand = (command: Command): Uint8Array => {
  const head = Buffer.alloc(48);
  head.writeUInt32BE(command.kind === 'submit' ? 1 : 2, 0);
  head.writeUInt32BE(command.seqnum, 4);
  head.writeUInt32BE(0x10003, 8);
  if (command.kind === 'unlink') {
    head.writeUInt32BE(command.victim, 20);
    return head;
  }
  head.writeUInt32BE(command.direction === 'in' ? 1 : 0, 12);
  head.writeUInt32BE(command.endpoint, 16);
  head.writeUInt32BE(command.length, 24);
  head.set(command.setup, 40);
  return Buffer.concat([head, command.data]);
};

export interface Answered {
  readonly status: number;
  readonly length: number;
  readonly data: Uint8Array;
}
export interface Waiting {
  readonly seqnum: number;
  readonly answered: Promise<Answered>;
}

/** A host at the end of a USB/IP connection, after its import. */
export interface UsbHost {
  readonly read: (endpoint: number, length: number) => Waiting;
  readonly write: (endpoint: number, data: Uint8Array) => Waiting;
  readonly control: (setup: readonly number[], data?: Uint8Array) => Promise<Answered>;
  readonly unlink: (victim: number) => Promise<number>;
  /** Resolves when the device has gone. */
  readonly gone: Promise<void>;
  readonly isGone: () => boolean;
  /** Pulls the cable out at this end. */
  readonly leave: () => void;
}

export const usbHost = (socket: Socket, first: Uint8Array = new Uint8Array(0)): UsbHost => {
  const asked = new Map<number, { readonly reads: boolean; readonly done: (answer: Answered) => void }>();
  let heard: Buffer = Buffer.from(first);
  let seqnum = 0;
  let over = false;
  const hear = () => {
    while (heard.length >= 48) {
      const [code, name] = [heard.readUInt32BE(0), heard.readUInt32BE(4)];
      const request = asked.get(name);
      if (request === undefined) throw new Error(`an answer to ${name}, which nobody asked`);
      const length = code === 3 ? heard.readUInt32BE(24) : 0;
      const body = request.reads ? length : 0;
      if (heard.length < 48 + body) return;
      asked.delete(name);
      request.done({ status: heard.readInt32BE(20), length, data: Uint8Array.from(heard.subarray(48, 48 + body)) });
      heard = heard.subarray(48 + body);
    }
  };
  const ask = (make: (name: number) => Command): Waiting => {
    seqnum += 1;
    const command = make(seqnum);
    const reads = command.kind === 'submit' && command.direction === 'in';
    const answered = new Promise<Answered>((done) => asked.set(command.seqnum, { reads, done }));
    socket.write(encodeCommand(command));
    return { seqnum, answered };
  };
  socket.on('data', (piece: Buffer) => {
    heard = Buffer.concat([heard, piece]);
    hear();
  });
  socket.on('error', () => undefined);
  const gone = new Promise<void>((resolve) =>
    socket.once('close', () => {
      over = true;
      resolve();
    }),
  );
  hear();
  const submit = (endpoint: number, direction: 'in' | 'out', length: number, data: Uint8Array, setup = noSetup) =>
    ask((name) => ({ kind: 'submit', seqnum: name, endpoint, direction, length, setup, data }));
  return {
    read: (endpoint, length) => submit(endpoint, 'in', length, nothing),
    write: (endpoint, data) => submit(endpoint, 'out', data.length, data),
    control: (setup, data = nothing) => {
      const bytes = Uint8Array.from(setup);
      const reads = ((setup[0] ?? 0) & 0x80) !== 0;
      const room = (setup[6] ?? 0) | ((setup[7] ?? 0) << 8);
      return submit(0, reads ? 'in' : 'out', reads ? room : data.length, data, bytes).answered;
    },
    unlink: async (victim) => {
      const { status } = await ask((name) => ({ kind: 'unlink', seqnum: name, victim })).answered;
      if (status !== 0) asked.delete(victim);
      return status;
    },
    gone,
    isGone: () => over,
    leave: () => socket.destroy(),
  };
};

const nothing = new Uint8Array(0);
const noSetup = new Uint8Array(8);

/** One request to a USB/IP server and all that it answers before it closes. */
export const askServer = (tcpPort: number, request: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const socket = connect(tcpPort, '127.0.0.1', () => socket.write(request));
    const pieces: Buffer[] = [];
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.once('close', () => resolve(Buffer.concat(pieces)));
    socket.once('error', reject);
  });

export const devicesRequest = Buffer.from([1, 0x11, 0x80, 0x05, 0, 0, 0, 0]);
export const importRequest = (busid: string): Buffer =>
  Buffer.concat([Buffer.from([1, 0x11, 0x80, 0x03, 0, 0, 0, 0]), Buffer.from(busid.padEnd(32, '\0'))]);

/** Imports a stick; rejects with the status of a refusal. */
export const importStick = (tcpPort: number, busid: string): Promise<UsbHost> =>
  new Promise((resolve, reject) => {
    const socket = connect(tcpPort, '127.0.0.1', () => socket.write(importRequest(busid)));
    socket.once('error', reject);
    let heard = Buffer.alloc(0);
    const hear = (piece: Buffer) => {
      heard = Buffer.concat([heard, piece]);
      const status = heard.length < 8 ? 0 : heard.readUInt32BE(4);
      if (status !== 0) return reject(new Error(`status ${status}`));
      if (heard.length < 320) return;
      socket.off('data', hear);
      resolve(usbHost(socket, heard.subarray(320)));
    };
    socket.on('data', hear);
  });

/** An interface as an enumeration finds it; endpoints by address. */
export interface FoundInterface {
  readonly number: number;
  readonly classes: readonly number[];
  readonly endpoints: readonly { readonly address: number; readonly type: number; readonly packet: number }[];
}
export interface Found {
  readonly id: string;
  readonly names: readonly string[];
  readonly interfaces: readonly FoundInterface[];
}

/** Reads the descriptors and configures the device, in the order in which Linux does it. */
export const enumerate = async (host: UsbHost): Promise<Found> => {
  const descriptor = async (type: number, index: number, room: number, language = 0) => {
    const { status, data } = await host.control([
      0x80,
      6,
      index,
      type,
      language & 255,
      language >> 8,
      room & 255,
      room >> 8,
    ]);
    return { status, data: Buffer.from(data) };
  };
  await descriptor(1, 0, 64);
  const { data: device } = await descriptor(1, 0, 18);
  const qualifier = await descriptor(6, 0, 10);
  if (qualifier.status !== -32) throw new Error('a device that has one speed only has no qualifier');
  const total = (await descriptor(2, 0, 9)).data.readUInt16LE(2);
  const { data: configuration } = await descriptor(2, 0, total);
  await descriptor(3, 0, 255);
  const names: string[] = [];
  for (const at of [15, 14, 16]) {
    const { data } = await descriptor(3, device.readUInt8(at), 255, 0x409);
    names.push(data.subarray(2).toString('utf16le'));
  }
  await configure(host, 1);
  return {
    id: [8, 10].map((at) => device.readUInt16LE(at).toString(16).padStart(4, '0')).join(':'),
    names,
    interfaces: interfacesIn(configuration),
  };
};

export const configure = (host: UsbHost, configuration: number): Promise<Answered> =>
  host.control([0, 9, configuration, 0, 0, 0, 0, 0]);

const interfacesIn = (configuration: Buffer): readonly FoundInterface[] => {
  const found: FoundInterface[] = [];
  for (let at = 0; at < configuration.length; at += configuration.readUInt8(at)) {
    const one = configuration.subarray(at);
    const last = found.at(-1);
    if (one[1] === 4) found.push({ number: one.readUInt8(2), classes: [...one.subarray(5, 8)], endpoints: [] });
    if (one[1] !== 5 || last === undefined) continue;
    const endpoint = { address: one.readUInt8(2), type: one.readUInt8(3), packet: one.readUInt16LE(4) };
    found[found.length - 1] = { ...last, endpoints: [...last.endpoints, endpoint] };
  }
  return found;
};

const addressOf = ({ number, endpoints }: FoundInterface, type: number, inward: boolean): number | undefined => {
  const found = endpoints.find((one) => one.type === type && one.address > 0x80 === inward);
  if (found === undefined && type === 2) throw new Error(`interface ${number} has no such endpoint`);
  return found && found.address & 0xf;
};

export const interfaceAt = ({ interfaces }: Found, number: number): FoundInterface => {
  const found = interfaces.find((one) => one.number === number);
  if (found === undefined) throw new Error(`there is no interface ${number}`);
  return found;
};

/** What usb-storage and usb_modeswitch say: a command block, its data, its status. */
export const storageAt = (host: UsbHost, on: FoundInterface) => {
  const [inward = 0, outward = 0] = [addressOf(on, 2, true), addressOf(on, 2, false)];
  let tag = 0;
  const send = (cdb: readonly number[], length: number, direction: 'in' | 'out' = 'in', cdbLength = cdb.length) => {
    tag += 1;
    const block = Buffer.alloc(31);
    block.write('USBC');
    block.writeUInt32LE(tag, 4);
    block.writeUInt32LE(length, 8);
    block.set([direction === 'in' ? 0x80 : 0, 0, cdbLength, ...cdb], 12);
    return host.write(outward, block).answered;
  };
  const status = async () => {
    const csw = Buffer.from((await host.read(inward, 13).answered).data);
    return {
      signature: csw.toString('latin1', 0, 4),
      sameTag: csw.readUInt32LE(4) === tag,
      residue: csw.readUInt32LE(8),
      status: csw[12],
    };
  };
  return {
    send,
    status,
    inward,
    outward,
    /** A whole command that reads. */
    ask: async (cdb: readonly number[], length: number) => {
      await send(cdb, length);
      const data = length === 0 ? nothing : (await host.read(inward, length).answered).data;
      return { data: Buffer.from(data), ...(await status()) };
    },
  };
};

/** A tty of the driver `option`: four reads that wait from open to close, and DTR on the interface that tells of its line states. */
export const ttyAt = (host: UsbHost, on: FoundInterface) => {
  const [inward = 0, outward = 0, notify] = [addressOf(on, 2, true), addressOf(on, 2, false), addressOf(on, 3, true)];
  const reads = new Map<number, Waiting>();
  const states: number[] = [];
  let text = '';
  let open = false;
  let telling: Waiting | undefined;

  const readOn = (slot: number) => {
    const read = host.read(inward, 4096);
    reads.set(slot, read);
    void read.answered.then(({ status, data }) => {
      if (status !== 0) return;
      text += Buffer.from(data).toString('latin1');
      if (open) readOn(slot);
    });
  };
  const hearStates = (endpoint: number) => {
    telling = host.read(endpoint, 16);
    void telling.answered.then(({ status, data }) => {
      if (status !== 0) return;
      states.push(data[8] ?? -1);
      if (open) hearStates(endpoint);
    });
  };
  const lines = (value: number) => host.control([0x21, 0x22, value, 0, on.number, 0, 0, 0]);
  return {
    text: () => text,
    forget: () => {
      text = '';
    },
    /** Bits of each line state that was told. */
    states: () => states,
    type: (line: string) => host.write(outward, Buffer.from(line, 'latin1')).answered,
    send: (bytes: Uint8Array) => host.write(outward, bytes).answered,
    lines,
    open: async () => {
      open = true;
      if (notify !== undefined) hearStates(notify);
      for (const slot of [0, 1, 2, 3]) readOn(slot);
      if (notify !== undefined) await lines(3);
    },
    close: async () => {
      open = false;
      if (notify !== undefined) await lines(0);
      for (const { seqnum } of [...reads.values(), ...(telling === undefined ? [] : [telling])])
        await host.unlink(seqnum);
    },
  };
};
