import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cable } from './cable.js';
import type { Command, Reply } from './protocol.js';
import { encodeCommand } from './usb-host.test.helper.js';

let open: (Socket | Server)[] = [];
afterEach(() => {
  for (const one of open) 'destroy' in one ? one.destroy() : one.close();
  open = [];
});

const unlink = (seqnum: number): Uint8Array => encodeCommand({ kind: 'unlink', seqnum, victim: 0 });

/** A device that notes what it receives, at one end of a connection. */
const plugged = async (first?: Uint8Array) => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const host = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
  const [near] = (await once(server, 'connection')) as [Socket];
  open.push(host, near, server);
  const received: number[] = [];
  const happened: string[] = [];
  let say: (reply: Reply) => void = () => undefined;
  const joined = cable(
    near,
    (reply) => {
      say = reply;
      return {
        receive: (command: Command) => {
          received.push(command.seqnum);
          if (command.seqnum === 666) joined.pull();
        },
        close: () => happened.push('closed'),
      };
    },
    () => happened.push('pulled'),
    first,
  );
  return { host, near, joined, received, happened, say: (reply: Reply) => say(reply) };
};
const until = (check: () => boolean) => vi.waitFor(() => expect(check()).toBe(true), { interval: 2 });

describe('a cable', () => {
  it('brings commands to the device, the first ones that were heard before it, and replies back', async () => {
    const one = await plugged(Buffer.concat([unlink(1), unlink(2).subarray(0, 20)]));
    expect(one.received).toEqual([1]);
    one.host.write(Buffer.concat([unlink(2).subarray(20), unlink(3)]));
    await until(() => one.received.length === 3);
    expect(one.received).toEqual([1, 2, 3]);
    one.say({ kind: 'unlinked', seqnum: 3, status: 0 });
    const [reply] = (await once(one.host, 'data')) as [Buffer];
    expect([reply.length, reply.readUInt32BE(4)]).toEqual([48, 3]);
  });

  it('closes the device once when the host goes, and says so', async () => {
    const one = await plugged();
    one.host.destroy();
    await until(() => one.happened.length > 0);
    one.joined.pull();
    expect(one.happened).toEqual(['closed', 'pulled']);
  });

  it('takes a broken connection as one that was closed', async () => {
    const one = await plugged();
    one.host.resetAndDestroy();
    await until(() => one.happened.length === 2);
    expect(one.happened).toEqual(['closed', 'pulled']);
  });

  it('cuts off a host that says what is no command', async () => {
    const one = await plugged();
    one.host.on('error', () => undefined);
    one.host.write(Buffer.concat([unlink(1), Buffer.alloc(48, 0xff)]));
    await once(one.host, 'close');
    await until(() => one.happened.length === 2);
    expect(one.received).toEqual([1]);
  });

  it('sends what was said before it is pulled, and brings nothing more', async () => {
    const one = await plugged();
    const heard: Buffer[] = [];
    one.host.on('data', (piece: Buffer) => heard.push(piece));
    one.say({ kind: 'submitted', seqnum: 9, status: 0, length: 100_000, data: new Uint8Array(100_000) });
    one.joined.pull();
    one.joined.pull();
    one.say({ kind: 'unlinked', seqnum: 10, status: 0 });
    await once(one.host, 'close');
    expect(Buffer.concat(heard)).toHaveLength(100_048);
    expect(one.happened).toEqual(['closed']);
    await until(() => one.near.destroyed);
  });

  it('brings none of the commands that came in one piece with the one that pulled it', async () => {
    const one = await plugged();
    one.host.write(Buffer.concat([unlink(1), unlink(666), unlink(2)]));
    await once(one.host, 'close');
    expect(one.received).toEqual([1, 666]);
  });

  it('cuts off a host that takes no replies', async () => {
    const one = await plugged();
    one.host.pause();
    const data = new Uint8Array(1024 * 1024);
    for (let count = 0; count < 40 && !one.near.destroyed; count += 1)
      one.say({ kind: 'submitted', seqnum: count, status: 0, length: data.length, data });
    expect(one.near.destroyed).toBe(true);
    await until(() => one.happened.length === 2);
  });

  it('does not wait for ever for the last replies to leave', async () => {
    const one = await plugged();
    one.host.pause();
    const data = new Uint8Array(6 * 1024 * 1024);
    one.say({ kind: 'submitted', seqnum: 1, status: 0, length: data.length, data });
    one.joined.pull();
    expect(one.near.destroyed).toBe(false);
    await vi.waitFor(() => expect(one.near.destroyed).toBe(true), { timeout: 5000 });
  });
});
