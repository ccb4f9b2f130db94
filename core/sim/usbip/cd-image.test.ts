import { describe, expect, it } from 'vitest';
import { cdImage, sectorBytes } from './cd-image.js';

const image = Buffer.from(cdImage());
const sector = (number: number) => image.subarray(number * sectorBytes, (number + 1) * sectorBytes);

describe('the CD of a stick', () => {
  it('has the descriptors of ISO 9660 from sector 16 on, and nothing before', () => {
    expect(image.subarray(0, 16 * sectorBytes).every((byte) => byte === 0)).toBe(true);
    expect(sector(16).toString('latin1', 0, 7)).toBe('\x01CD001\x01');
    expect(sector(16).toString('latin1', 40, 72).trimEnd()).toBe('STICK');
    expect(sector(17).toString('latin1', 0, 7)).toBe('\xffCD001\x01');
  });

  it('says its sizes in both orders', () => {
    const volume = sector(16);
    for (const [at, value] of [
      [80, image.length / sectorBytes],
      [132, 10],
    ] as const)
      expect([volume.readUInt32LE(at), volume.readUInt32BE(at + 4)]).toEqual([value, value]);
    expect([volume.readUInt16LE(128), volume.readUInt16BE(130)]).toEqual([sectorBytes, sectorBytes]);
  });

  it('has a root that its descriptor and both path tables find, and nothing in it', () => {
    const volume = sector(16);
    const root = volume.readUInt32LE(156 + 2);
    expect(volume.readUInt32BE(156 + 6)).toBe(root);
    expect(sector(volume.readUInt32LE(140)).readUInt32LE(2)).toBe(root);
    expect(sector(volume.readUInt32BE(148)).readUInt32BE(2)).toBe(root);
    const records = sector(root);
    expect([records[0], records[33], records[34], records[67], records[68]]).toEqual([34, 0, 34, 1, 0]);
    expect([records[25], records.readUInt32LE(10)]).toEqual([2, sectorBytes]);
  });
});
