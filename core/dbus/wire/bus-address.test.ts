import { describe, expect, it } from 'vitest';
import { socketPath } from './bus-address.js';

describe('socketPath', () => {
  it.each([
    ['unix:path=/run/dbus/system_bus_socket', '/run/dbus/system_bus_socket'],
    ['unix:path=/tmp/a,guid=0123', '/tmp/a'],
    ['unix:guid=0123,path=/tmp/a', '/tmp/a'],
    ['tcp:host=localhost,port=1;unix:path=/tmp/a', '/tmp/a'],
    ['unix:path=/tmp/with%20space%2c', '/tmp/with space,'],
    ['unix:path=/tmp/100%', '/tmp/100%'],
    ['unix:abstract=/tmp/a', undefined],
    ['tcp:host=localhost,path=/tmp/a', undefined],
    ['', undefined],
  ])('of %s', (address, path) => {
    expect(socketPath(address)).toBe(path);
  });
});
