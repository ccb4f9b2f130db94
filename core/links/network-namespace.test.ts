import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, readlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { enterNetworkNamespace } from './network-namespace.js';

// There is no way back: this test file has its process to itself.
const before = readlinkSync('/proc/self/ns/net');
const place = enterNetworkNamespace();

describe('enterNetworkNamespace', () => {
  it('enters a network with nothing in it but a loopback, or says why not', () => {
    if (!place.ok) {
      expect(place.because).toMatch(/root|does not let us make a network namespace \(E[A-Z]+\)$/);
      expect(readlinkSync('/proc/self/ns/net')).toBe(before);
      return;
    }
    expect(readlinkSync('/proc/self/ns/net')).not.toBe(before);
    expect(Object.keys(networkInterfaces())).toEqual(['lo']);
    expect(readFileSync('/proc/net/dev', 'utf8').match(/^\s*\S+:/gm)).toHaveLength(1);
  });

  it('leaves the loopback usable', async () => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const heard = once(socket, 'message');
    socket.send('hello', socket.address().port, '127.0.0.1');
    expect(String((await heard)[0])).toBe('hello');
    socket.close();
  });

  it('refuses in words who is not root', () => {
    const geteuid = process.geteuid;
    process.geteuid = () => 1000;
    expect(enterNetworkNamespace()).toEqual({ ok: false, because: 'only root may make a network namespace' });
    if (geteuid) process.geteuid = geteuid;
  });
});
