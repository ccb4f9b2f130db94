import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshDrive, type ScsiResult, scsi } from './scsi.js';

const on = (kind: 'cd-rom' | 'card-reader', ...cdb: readonly number[]) => scsi(freshDrive(kind), Uint8Array.from(cdb));
const hex = ({ data }: ScsiResult) => Buffer.from(data).toString('hex');
/** Why it failed, as the host asks for it next. */
const why = ({ drive, ok }: ScsiResult) => (ok ? 'it did not' : drive.sense.map((byte) => byte.toString(16)).join('/'));

const read10 = (first: number, count: number) =>
  on('cd-rom', 0x28, 0, 0, 0, first >> 8, first & 255, 0, count >> 8, count & 255, 0);

describe('the drive of a stick', () => {
  it('says what it is', () => {
    const cd = on('cd-rom', 0x12, 0, 0, 0, 36, 0);
    expect([hex(cd).slice(0, 16), Buffer.from(cd.data).toString('latin1', 8)]).toEqual([
      '058002021f000000',
      'ZTE     USB SCSI CD-ROM 2.31',
    ]);
    const reader = on('card-reader', 0x12, 0, 0, 0, 255, 0);
    expect([hex(reader).slice(0, 4), Buffer.from(reader.data).toString('latin1', 8)]).toEqual([
      '0080',
      'ZTE     MMC Storage     2.31',
    ]);
    expect(on('cd-rom', 0x12, 0, 0, 0, 5, 0).data).toHaveLength(5);
    expect(why(on('cd-rom', 0x12, 1, 0x80, 0, 255, 0))).toBe('5/24/0');
  });

  it('is ready with a CD and not without a card', () => {
    expect(on('cd-rom', 0, 0, 0, 0, 0, 0).ok).toBe(true);
    for (const code of [0x00, 0x25, 0x28, 0x43])
      expect(why(on('card-reader', code, 0, 0, 0, 0, 0, 0, 0, 0, 0))).toBe('2/3a/0');
  });

  it('says once why the last command failed', () => {
    const { drive } = on('card-reader', 0, 0, 0, 0, 0, 0);
    const asked = scsi(drive, Uint8Array.of(3, 0, 0, 0, 18, 0));
    expect(hex(asked)).toBe('70000200000000' + '0a00000000' + '3a0000000000');
    expect(hex(scsi(asked.drive, Uint8Array.of(3, 0, 0, 0, 18, 0)))).toBe(
      '70000000000000' + '0a00000000' + '000000000000',
    );
    expect(scsi(drive, Uint8Array.of(3, 0, 0, 0, 4, 0)).data).toHaveLength(4);
    expect(scsi(drive, Uint8Array.of(0x1e, 0, 0, 0, 1, 0)).drive.sense).toEqual([0, 0, 0]);
  });

  it('has 64 sectors of 2048 bytes, and no more', () => {
    expect(hex(on('cd-rom', 0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0))).toBe('0000003f00000800');
    expect(read10(0, 2).data).toHaveLength(4096);
    expect(Buffer.from(read10(16, 1).data).toString('latin1', 1, 6)).toBe('CD001');
    expect(read10(63, 1).ok).toBe(true);
    expect(why(read10(63, 2))).toBe('5/21/0');
    expect(why(on('cd-rom', 0x28, 0, 1, 0, 0, 0, 0, 0, 1, 0))).toBe('5/21/0');
  });

  it('has one track, told in sectors or in minutes', () => {
    expect(hex(on('cd-rom', 0x43, 0, 0, 0, 0, 0, 0, 0, 20, 0))).toBe(
      '00120101' + '0014010000000000' + '0014aa0000000040',
    );
    expect(hex(on('cd-rom', 0x43, 2, 0, 0, 0, 0, 0, 0, 20, 0))).toBe(
      '00120101' + '0014010000000200' + '0014aa0000000240',
    );
    expect(hex(on('cd-rom', 0x43, 0, 1, 0, 0, 0, 0, 0, 12, 0))).toBe('000a0101' + '0014010000000000');
    expect(hex(on('cd-rom', 0x43, 0, 0, 0, 0, 0, 0, 0, 12, 0x40))).toBe('000a0101' + '0014010000000000');
    expect(on('cd-rom', 0x43, 0, 0, 0, 0, 0, 0, 0, 4, 0).data).toHaveLength(4);
    expect(why(on('cd-rom', 0x43, 0, 2, 0, 0, 0, 0, 0, 12, 0))).toBe('5/24/0');
  });

  it('has the page of a CD-ROM, if it is one, behind either header', () => {
    const page = `2a12000000002800${'00'.repeat(12)}`;
    expect(hex(on('cd-rom', 0x1a, 0, 0x2a, 0, 255, 0))).toBe(`17008000${page}`);
    expect(hex(on('cd-rom', 0x5a, 0, 0x3f, 0, 0, 0, 0, 1, 0, 0))).toBe(`001a008000000000${page}`);
    expect(hex(on('cd-rom', 0x1a, 0, 0x0d, 0, 255, 0))).toBe('03008000');
    expect(hex(on('card-reader', 0x5a, 0, 0x3f, 0, 0, 0, 0, 0, 8, 0))).toBe('0006008000000000');
    expect(on('cd-rom', 0x1a, 0, 0x2a, 0, 4, 0).data).toHaveLength(4);
    expect(on('cd-rom', 0x5a, 0, 0x2a, 0, 0, 0, 0, 0, 5, 0).data).toHaveLength(5);
  });

  it('has no news of its medium', () => {
    expect(hex(on('cd-rom', 0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8, 0))).toBe('0006041000020000');
    expect(hex(on('card-reader', 0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8, 0))).toBe('0006041000000000');
    expect(hex(on('cd-rom', 0x4a, 1, 0, 0, 0x40, 0, 0, 0, 8, 0))).toBe('00028010');
    expect(why(on('cd-rom', 0x4a, 0, 0, 0, 0x10, 0, 0, 0, 8, 0))).toBe('5/24/0');
  });

  it('knows what to make of the messages that switch sticks', () => {
    expect(on('cd-rom', 0x1b, 0, 0, 0, 2, 0)).toMatchObject({ told: 'eject', ok: true });
    for (const how of [0, 1, 3]) expect(on('cd-rom', 0x1b, 0, 0, 0, how, 0)).not.toHaveProperty('told');
    expect(on('card-reader', 0x85, 1, 1, 1, 0x18, 1, 1, 1, 1, 1, 0, 0)).toMatchObject({ told: 'message', ok: true });
    expect(why(on('cd-rom', 0x85, 8, 0x0e, 0, 0, 0))).toBe('5/20/0');
    expect(on('cd-rom', 0x11, 6, 0x20, 0, 0, 1)).toMatchObject({ told: 'message', ok: true });
    expect(why(on('cd-rom', 0x11, 0, 0, 0, 0, 0))).toBe('5/20/0');
  });

  it('fails what it does not know, and survives any bytes', () => {
    expect(why(on('cd-rom', 0x46, 0))).toBe('5/20/0');
    expect(why(scsi(freshDrive('cd-rom'), Uint8Array.of(0x51)))).toBe('5/20/0');
    fc.assert(
      fc.property(fc.constantFrom('cd-rom', 'card-reader'), fc.uint8Array({ maxLength: 16 }), (kind, cdb) => {
        expect(scsi(freshDrive(kind), cdb).data.length).toBeLessThanOrEqual(64 * 2048);
      }),
    );
  });
});
