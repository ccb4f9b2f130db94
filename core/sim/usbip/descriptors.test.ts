import { describe, expect, it } from 'vitest';
import { sampleDevice } from '../sample-world.test.helper.js';
import { describe as describeStick, listed } from './descriptors.js';

const { twin } = sampleDevice;
if (twin === undefined) throw new Error('the sample has no twin');
const cd = { path: '1-3', vendor: '19d2', product: '2000', interfaces: [{ number: 0, kind: 'storage' }] } as const;
const modem = {
  path: '1-3',
  vendor: '19d2',
  product: '0031',
  interfaces: twin.interfaces.map(({ number, kind }) =>
    kind === 'serial' ? { number, kind, tty: `tty${number}` } : { number, kind },
  ),
};
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');

describe('the descriptors of a stick', () => {
  it('name it as its vendor does', () => {
    const { device, strings } = describeStick(cd, twin);
    expect(hex(device)).toBe('1201000200000040d219002000000201' + '0301');
    expect(hex(strings[0])).toBe('04030904');
    expect(strings.slice(1).map((one) => Buffer.from(one.subarray(2)).toString('utf16le'))).toEqual([
      'ZTE CDMA Technologies MSM',
      'ZTE,Incorporated',
      '1234567890ABCDEF',
    ]);
    expect(strings[1]?.[0]).toBe(2 + 2 * 25);
    const other = describeStick({ ...cd, vendor: '12d1' }, twin);
    expect(Buffer.from(other.strings[2]?.subarray(2) ?? []).toString('utf16le')).toBe('Dialtone');
  });

  it('show a CD-ROM as mass storage, bulk only', () => {
    const { configuration } = describeStick(cd, twin);
    expect(hex(configuration)).toBe(
      '09022000010100' + '80fa' + '090400000208065000' + '07058102000200' + '07050102000200',
    );
  });

  it('show a modem with a gap-free list of endpoints over interfaces with gaps, and line states where it dials', () => {
    const sparse = { ...modem, interfaces: modem.interfaces.filter(({ number }) => number !== 0) };
    const { configuration, interfaces } = describeStick(sparse, twin);
    expect(hex(configuration)).toBe(
      '09025500030100' +
        '80fa' +
        '0904010002ffffff00' +
        '07058102000200' +
        '07050102000200' +
        '090402000208065000' +
        '07058202000200' +
        '07050202000200' +
        '0904030003ffffff00' +
        '07058403100005' +
        '07058302000200' +
        '07050302000200',
    );
    expect(interfaces.map(({ number, endpoints }) => ({ number, ...endpoints }))).toEqual([
      { number: 1, in: 1, out: 1 },
      { number: 2, in: 2, out: 2 },
      { number: 3, in: 3, out: 3, notify: 4 },
    ]);
  });

  it('leave out what is neither, and the endpoints of a port that has lost its tty', () => {
    const interfaces = [
      { number: 0, kind: 'serial' },
      { number: 4, kind: 'other' },
    ] as const;
    const { configuration } = describeStick({ ...modem, interfaces }, twin);
    expect(hex(configuration)).toBe('09021200010100' + '80fa' + '0904000000ffffff00');
  });

  it('are refused where they need more endpoints than there are', () => {
    const interfaces = Array.from({ length: 16 }, (_, number) => ({ number, kind: 'storage' }) as const);
    expect(() => describeStick({ ...modem, interfaces }, twin)).toThrow('fifteen endpoints');
    expect(() => describeStick({ ...modem, interfaces: interfaces.slice(1) }, twin)).not.toThrow();
  });

  it('are listed by ids and classes', () => {
    expect(listed('1-3', describeStick(modem, twin))).toEqual({
      busid: '1-3',
      vendor: 0x19d2,
      product: 0x0031,
      interfaces: [
        [255, 255, 255],
        [255, 255, 255],
        [8, 6, 80],
        [255, 255, 255],
      ],
    });
  });
});
