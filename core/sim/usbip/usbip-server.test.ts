import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Listed } from './protocol.js';
import { askServer, devicesRequest, importRequest } from './usb-host.test.helper.js';
import { type Offer, type UsbipServer, usbipServer } from './usbip-server.js';

let servers: UsbipServer[] = [];
let sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) await server.close();
  servers = [];
  sockets = [];
});
const serving = async (tcpPort = 0) => {
  const server = await usbipServer({ tcpPort });
  servers.push(server);
  return server;
};
const listed = (busid: string): Listed => ({ busid, vendor: 1, product: 2, interfaces: [] });
/** A stick that notes who connects, with what he has said. */
const offer = (busid: string, isFree = () => true) => {
  const connected: string[] = [];
  const one: Offer = {
    listed: listed(busid),
    isFree,
    connect: (socket, first) => {
      connected.push(Buffer.from(first ?? []).toString('latin1'));
      socket.on('data', (piece) => connected.push(piece.toString('latin1')));
      sockets.push(socket);
    },
  };
  return { one, connected };
};
const call = (tcpPort: number): Socket => {
  const socket = connect(tcpPort, '127.0.0.1');
  sockets.push(socket);
  return socket;
};

describe('a USB/IP server', () => {
  it('lists what is offered, until it is taken away', async () => {
    const server = await serving();
    server.offer(offer('1-3').one);
    const withdraw = server.offer(offer('1-4').one);
    expect((await askServer(server.tcpPort, devicesRequest)).readUInt32BE(8)).toBe(2);
    withdraw();
    expect((await askServer(server.tcpPort, devicesRequest)).readUInt32BE(8)).toBe(1);
  });

  it('gives the stick that is asked for, with what was said after the request', async () => {
    const server = await serving();
    const [first, second] = [offer('1-3'), offer('1-4')];
    server.offer(first.one);
    server.offer(second.one);
    const socket = call(server.tcpPort);
    const request = Buffer.concat([importRequest('1-4'), Buffer.from('abc')]);
    socket.write(request.subarray(0, 5));
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(request.subarray(5));
    const reply = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
    expect([reply.length, reply.readUInt32BE(4), reply.toString('latin1', 264, 267)]).toEqual([320, 0, '1-4']);
    socket.write('def');
    await vi.waitFor(() => expect(second.connected.join('')).toBe('abcdef'));
    expect(first.connected).toEqual([]);
  });

  it('refuses a stick that it has not, or that another host has', async () => {
    const server = await serving();
    server.offer(offer('1-3', () => false).one);
    expect((await askServer(server.tcpPort, importRequest('1-3'))).toString('hex')).toBe('0111000300000002');
    expect((await askServer(server.tcpPort, importRequest('1-9'))).toString('hex')).toBe('0111000300000004');
  });

  it('closes on what is no request', async () => {
    const server = await serving();
    expect(await askServer(server.tcpPort, Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toHaveLength(0);
  });

  it('takes another port where its own is taken, and no one where the address is not here', async () => {
    const first = await serving();
    const second = await serving(first.tcpPort);
    expect(second.tcpPort).not.toBe(first.tcpPort);
    await askServer(second.tcpPort, devicesRequest);
    await expect(usbipServer({ address: '192.0.2.1', tcpPort: 0 })).rejects.toThrow('EADDRNOTAVAIL');
  });

  it('closes, though somebody is just about to ask', async () => {
    const server = await serving();
    const socket = call(server.tcpPort);
    await new Promise((resolve) => socket.once('connect', resolve));
    // It has been taken by then: connections are taken in turn.
    await askServer(server.tcpPort, devicesRequest);
    await server.close();
    servers = [];
    await expect(askServer(server.tcpPort, devicesRequest)).rejects.toThrow('ECONNREFUSED');
  });

  it('does not wait for ever for a request, but for whoever has imported a stick', async () => {
    const server = await usbipServer({ tcpPort: 0, limitMs: 30 });
    servers.push(server);
    const { one, connected } = offer('1-3');
    server.offer(one);
    const imported = call(server.tcpPort);
    imported.write(importRequest('1-3'));
    await new Promise((resolve) => imported.once('data', resolve));
    for (let turn = 0; turn < 3; turn += 1) {
      const idle = call(server.tcpPort);
      await new Promise((resolve) => idle.once('close', resolve));
    }
    imported.write('abc');
    await vi.waitFor(() => expect(connected.join('')).toBe('abc'));
  });
});
