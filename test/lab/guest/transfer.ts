import { createHash } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** One block of bytes of every value, each of them at other places than in the last: PPP escapes some of them. */
const block = Buffer.from(Uint8Array.from({ length: 65_536 }, (_, at) => (at * 7 + (at >> 8)) & 0xff));

/** Bytes that were sent and arrived, and the digest of each side. */
export interface Transfer {
  readonly bytes: number;
  readonly intact: boolean;
  readonly ms: number;
}

/** Sends so many bytes to a `transfer` that serves at `address`, by TCP, and has their digest sent back. Rejects at the limit. */
export const upload = (address: string, bytes: number, limitMs: number): Promise<Transfer> =>
  exchange(address, `up ${bytes}\n`, limitMs, async (socket) => {
    const sent = await send(socket, bytes);
    return (await heardLine(socket)) === sent;
  }).then(({ ok, ms }) => ({ bytes, intact: ok, ms }));

/** Has so many bytes sent from there. */
export const download = (address: string, bytes: number, limitMs: number): Promise<Transfer> =>
  exchange(
    address,
    `down ${bytes}\n`,
    limitMs,
    async (socket) => (await receive(socket, bytes)) === digestOf(bytes),
  ).then(({ ok, ms }) => ({ bytes, intact: ok, ms }));

const port = 5001;

const exchange = (
  address: string,
  wish: string,
  limitMs: number,
  work: (socket: Socket) => Promise<boolean>,
): Promise<{ readonly ok: boolean; readonly ms: number }> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const socket = connect(port, address);
    const limit = setTimeout(() => socket.destroy(new Error(`the transfer took more than ${limitMs} ms`)), limitMs);
    socket.once('error', reject);
    socket.once('close', () => clearTimeout(limit));
    socket.once('connect', () => {
      socket.write(wish);
      work(socket).then((ok) => {
        socket.destroy();
        resolve({ ok, ms: Math.round(performance.now() - began) });
      }, reject);
    });
  });

const send = async (socket: Socket, bytes: number): Promise<string> => {
  const digest = createHash('md5');
  for (let left = bytes; left > 0; left -= block.length) {
    const piece = block.subarray(0, Math.min(left, block.length));
    digest.update(piece);
    if (!socket.write(piece)) await new Promise((resolve) => socket.once('drain', resolve));
  }
  return digest.digest('hex');
};

const digestOf = (bytes: number): string => {
  const digest = createHash('md5');
  for (let left = bytes; left > 0; left -= block.length) digest.update(block.subarray(0, Math.min(left, block.length)));
  return digest.digest('hex');
};

const receive = (socket: Socket, bytes: number, first?: Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const digest = createHash('md5');
    let left = bytes;
    const take = (piece: Buffer) => {
      digest.update(piece);
      left -= piece.length;
      if (left <= 0) resolve(digest.digest('hex'));
    };
    socket.on('data', take);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`${left} bytes were missing`)));
    if (first !== undefined && first.length > 0) take(first);
  });

const heardLine = (socket: Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      if (text.includes('\n')) resolve(text.trim());
    });
    socket.once('close', () => reject(new Error('the other end closed')));
  });

const serve = (): void => {
  createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (first) => {
      const end = first.indexOf('\n');
      const [wish, bytes = 0] = first
        .subarray(0, end)
        .toString()
        .split(' ')
        .map((word, at) => (at === 0 ? word : Number(word)));
      if (wish === 'down') void send(socket, Number(bytes));
      else
        void receive(socket, Number(bytes), first.subarray(end + 1)).then(
          (digest) => socket.write(`${digest}\n`),
          () => undefined,
        );
    });
  }).listen(port, () => process.stdout.write('serving\n'));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) serve();
