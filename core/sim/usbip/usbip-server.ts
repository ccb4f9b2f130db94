import { createServer, type Server, type Socket } from 'node:net';
import { encodeDevices, encodeImport, type Listed, readRequest } from './protocol.js';

/** A stick on its bus, for a host to take. */
export interface Offer {
  readonly listed: Listed;
  /** False while some host has it. */
  readonly isFree: () => boolean;
  /** Connects a host, `first` being what it has said already. */
  readonly connect: (socket: Socket, first?: Uint8Array) => void;
}

export interface UsbipServer {
  readonly address: string;
  readonly tcpPort: number;
  /** Shows a stick. What is returned takes it away again; whoever has imported it keeps his connection. */
  readonly offer: (offer: Offer) => () => void;
  /** Resolves when nothing listens and every connection is over; those of hosts that have imported a stick are the stick's to end. */
  readonly close: () => Promise<void>;
}

/** The port that `usbip` asks at. */
export const usualPort = 3240;

/** How long a host may take to say what it wants, in milliseconds. */
const requestLimit = 10_000;

/** Serves sticks over USB/IP. Where `tcpPort` is taken it takes another one that is free. Rejects where the address is none of ours. */
export const usbipServer = async ({
  address = '127.0.0.1',
  tcpPort = usualPort,
  limitMs = requestLimit,
} = {}): Promise<UsbipServer> => {
  const offers = new Set<Offer>();
  const asking = new Set<Socket>();
  const server = createServer((socket) => {
    asking.add(socket);
    socket.once('close', () => asking.delete(socket));
    socket.setTimeout(limitMs, () => socket.destroy());
    answer(socket, offers, () => asking.delete(socket));
  });
  server.maxConnections = 64;
  await listening(server, address, tcpPort).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
    return listening(server, address, 0);
  });
  const bound = server.address();
  return {
    address,
    tcpPort: typeof bound === 'object' && bound !== null ? bound.port : tcpPort,
    offer: (offer) => {
      offers.add(offer);
      return () => offers.delete(offer);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of asking) socket.destroy();
      }),
  };
};

/** Hears one request and answers it. `onImported`: the connection is the stick's from now on. */
const answer = (socket: Socket, offers: ReadonlySet<Offer>, onImported: () => void): void => {
  let heard: Uint8Array = new Uint8Array(0);
  const hear = (piece: Buffer) => {
    heard = Buffer.concat([heard, piece]);
    const found = readRequest(heard);
    if (found === undefined) return;
    socket.off('data', hear);
    const { request, bytes } = found;
    if (request.kind === 'refused') socket.destroy();
    else if (request.kind === 'devices') socket.end(encodeDevices([...offers].map(({ listed }) => listed)));
    else if (importOf(socket, offers, request.busid, heard.subarray(bytes))) onImported();
  };
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('data', hear);
};

/** Gives the stick to a host, or says why not; tells which. */
const importOf = (socket: Socket, offers: ReadonlySet<Offer>, busid: string, rest: Uint8Array): boolean => {
  const offer = [...offers].find(({ listed }) => listed.busid === busid);
  if (offer?.isFree() !== true) {
    socket.end(encodeImport(offer === undefined ? 'absent' : 'busy'));
    return false;
  }
  socket.setTimeout(0);
  socket.write(encodeImport(offer.listed));
  offer.connect(socket, rest);
  return true;
};

const listening = (server: Server, address: string, tcpPort: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(tcpPort, address, () => {
      server.off('error', reject);
      resolve();
    });
  });

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
