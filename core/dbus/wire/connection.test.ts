import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom, toArray } from 'rxjs';
import { expect, it } from 'vitest';
import { overSocket } from './connection.js';
import { marshall } from './dbus-next.js';

const signal = (serial: number, signature: string): Buffer => {
  const frame = { type: 4, serial, path: '/a', interface: 'org.example.A', member: 'B' };
  // dbus-next writes no type that it cannot read.
  const text = marshall({ ...frame, signature: 'u', body: [serial] })[0].toString('latin1');
  return Buffer.from(text.replace('\x01g\0\x01u', `\x01g\0\x01${signature}`), 'latin1');
};

it('messages that cannot be read are passed over, and those behind them arrive', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'dialtone-wire-'));
  const path = join(directory, 'socket');
  const all = Buffer.concat([signal(1, 'u'), signal(2, 'Z'), signal(3, '('), signal(4, 'u')]);
  const server = createServer((peer) => peer.end(all)).listen(path);
  const socket = createConnection(path);
  await once(socket, 'connect');
  const frames = await firstValueFrom(overSocket(socket).frames$.pipe(toArray()));
  expect(frames.map(({ serial, body }) => [serial, body])).toEqual([
    [1, [1]],
    [4, [4]],
  ]);
  server.close();
  rmSync(directory, { recursive: true });
});
