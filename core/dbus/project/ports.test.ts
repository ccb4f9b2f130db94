import { describe, expect, it } from 'vitest';
import { life } from './mf627.test.helper.js';
import { driversOf, portsOf, primaryPort } from './ports.js';

describe('the ports', () => {
  it('keep the folder of a pty', () =>
    expect(primaryPort({ control: 1, ports: [{ interface: 1, role: 'at', path: '/dev/pts/4' }] })).toBe('pts/4'));

  it('have no primary one before they are chosen', () =>
    expect(primaryPort({ ports: life.plugged.ports })).toBeUndefined());

  it.each([
    ['at', 3],
    ['data', 3],
    ['diag', 4],
    ['gps', 5],
    ['voice', 8],
    ['ignore', 9],
  ] as const)('%s is of type %i', (role, type) =>
    expect(portsOf({ ports: [{ interface: 0, role, path: '/dev/ttyUSB0' }] })).toEqual([['ttyUSB0', type]]),
  );

  it('name each driver once, and none of an interface that is no port', () => {
    const others = [
      { interface: 4, role: 'gps', path: '/dev/ttyUSB3', driver: 'qcserial' },
      { interface: 2, role: 'ignore', driver: 'usb-storage' },
    ] as const;
    expect(driversOf({ ports: [...life.plugged.ports, ...others] })).toEqual(['option', 'qcserial']);
  });
});
