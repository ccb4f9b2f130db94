import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom, lastValueFrom, map, type Observable, take, timeout, toArray } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { buildUdp, parseUdp } from '../ppp/ip-packet.js';
import { descriptors } from './descriptors.test.helper.js';
import { enterNetworkNamespace } from './network-namespace.js';
import { openTun, type TunLink, type TunOptions } from './tun-link.js';

// In a namespace of this test file's process. Who is not root is refused one, and TUN too: that is then what is tested.
const place = enterNetworkNamespace();
const ends = { address: '10.9.1.2', peer: '10.9.1.1', mtu: 1400 };

describe('openTun', () => {
  it('makes an interface with its address, and takes it away again', async () => {
    await withTun(ends, async (tun) => {
      expect(tun.interface).toMatch(/^dialtone\d+$/);
      expect(networkInterfaces()[tun.interface]?.[0]).toMatchObject({
        address: ends.address,
        netmask: '255.255.255.255',
      });
      expect(flagsOfTun() & O_CLOEXEC).toBe(O_CLOEXEC);
      await Promise.all([tun.close(), tun.close()]);
      expect([namesOfInterfaces(), tunDescriptors()]).toEqual([['lo'], []]);
    });
  });

  it('carries packets of the host out and ours in', () =>
    withTun(ends, async (tun) => {
      const socket = createSocket('udp4');
      const out = firstValueFrom(udpOf(tun));
      socket.send('ping', 9999, ends.peer);
      const asked = await out;
      expect(asked).toMatchObject({ source: ends.address, destination: ends.peer, destinationPort: 9999 });
      const heard = once(socket, 'message');
      tun.send(
        buildUdp({
          source: ends.peer,
          destination: ends.address,
          sourcePort: 9999,
          destinationPort: asked?.sourcePort ?? 0,
          payload: Buffer.from('pong'),
        }),
      );
      expect(String((await heard)[0])).toBe('pong');
      socket.close();
    }));

  it('keeps to the MTU', () =>
    withTun(ends, async (tun) => {
      const socket = createSocket('udp4');
      const sizes = firstValueFrom(
        tun.packets$.pipe(
          take(3),
          map((packet) => packet.length),
          toArray(),
        ),
      );
      socket.send(Buffer.alloc(3000), 9999, ends.peer);
      expect(Math.max(...(await sizes))).toBeLessThanOrEqual(ends.mtu);
      socket.close();
    }));

  it('gives packets that were sent before anyone listened, in order', () =>
    withTun(ends, async (tun) => {
      const socket = createSocket('udp4');
      for (const word of ['one', 'two', 'three']) socket.send(word, 9999, ends.peer);
      await once(socket, 'listening');
      await new Promise((sent) => socket.send('four', 9999, ends.peer, sent));
      const words = await firstValueFrom(
        udpOf(tun).pipe(
          map((udp) => String(Buffer.from(udp?.payload ?? []))),
          take(4),
          toArray(),
        ),
      );
      expect(words).toEqual(['one', 'two', 'three', 'four']);
      socket.close();
    }));

  it('sends everything into the link when it is asked to, and nothing else when it is not', async () => {
    const elsewhere = '192.0.2.7';
    await withTun({ ...ends, defaultRoute: true }, async (tun) => {
      const socket = createSocket('udp4');
      const out = firstValueFrom(udpOf(tun));
      socket.send('far', 53, elsewhere);
      expect(await out).toMatchObject({ destination: elsewhere });
      socket.close();
    });
    await withTun(ends, async () => {
      const socket = createSocket('udp4');
      const refused = await new Promise((done) => socket.send('far', 53, elsewhere, done));
      expect(refused).toMatchObject({ code: 'ENETUNREACH' });
      socket.close();
    });
  });

  it('says no IPv6 and loses what is no packet', () =>
    withTun(ends, async (tun) => {
      tun.send(Uint8Array.of(1, 2, 3));
      tun.send(new Uint8Array());
      const heard: number[] = [];
      tun.packets$.subscribe((packet) => heard.push((packet[0] ?? 0) >>> 4));
      const socket = createSocket('udp4');
      const out = firstValueFrom(udpOf(tun));
      socket.send('x', 9999, ends.peer);
      await out;
      expect(new Set(heard)).toEqual(new Set([4]));
      socket.close();
    }));

  it('completes when it is closed, for those who come late as well, and sends no more', () =>
    withTun(ends, async (tun) => {
      const early = lastValueFrom(tun.packets$, { defaultValue: undefined });
      await tun.close();
      await early;
      await lastValueFrom(tun.packets$, { defaultValue: undefined });
      // A late packet must not end up in the file that got the descriptor's number.
      const path = join(tmpdir(), `dialtone-tun-${process.pid}`);
      const fds = [0, 1, 2, 3].map(() => openSync(path, 'w'));
      tun.send(Uint8Array.of(0x45));
      expect(statSync(path).size).toBe(0);
      for (const fd of fds) closeSync(fd);
      rmSync(path);
    }));

  it('leaves nothing behind when the name is taken or the MTU is none', async () => {
    await withTun(ends, async (tun) => {
      await expect(openTun({ ...ends, name: tun.interface })).rejects.toMatchObject({ code: 'EBUSY' });
    });
    await withTun(ends, async () => {
      await expect(openTun({ ...ends, mtu: 1 })).rejects.toMatchObject({ code: 'EINVAL' });
      expect(namesOfInterfaces()).toHaveLength(2);
    });
  });
});

const O_CLOEXEC = 0o2000000;
const links = new Set<TunLink>();
afterEach(async () => {
  for (const link of links) await link.close();
  links.clear();
});

const withTun = async (options: TunOptions, use: (tun: TunLink) => Promise<unknown>): Promise<void> => {
  if (!place.ok) {
    await expect(openTun(options)).rejects.toMatchObject({
      code: expect.stringMatching(/^(EPERM|EACCES|ENOENT|ENODEV)$/),
    });
    return;
  }
  const tun = await openTun(options);
  links.add(tun);
  await use(tun);
  await tun.close();
};

const udpOf = (tun: TunLink): Observable<ReturnType<typeof parseUdp>> =>
  tun.packets$.pipe(map(parseUdp), timeout(3000));

const namesOfInterfaces = () =>
  readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .flatMap((line) => /^\s*(\S+):/.exec(line)?.[1] ?? []);

const tunDescriptors = () => descriptors().filter(({ target }) => target === '/dev/net/tun');

const flagsOfTun = (): number => {
  const text = readFileSync(`/proc/self/fdinfo/${tunDescriptors()[0]?.fd}`, 'utf8');
  return Number.parseInt(/^flags:\s*(\d+)/m.exec(text)?.[1] ?? '0', 8);
};
