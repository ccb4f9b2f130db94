import { cdImage, sectorBytes } from './cd-image.js';

/** A drive with or without something in it, and why its last command failed. */
export interface Drive {
  readonly kind: 'cd-rom' | 'card-reader';
  readonly sense: Sense;
}
/** Sense key, additional code and its qualifier (SPC, annex D). */
export type Sense = readonly [number, number, number];

export interface ScsiResult {
  readonly drive: Drive;
  /** What the host reads; nothing where the command gives none. */
  readonly data: Uint8Array;
  readonly ok: boolean;
  /** It was told to become a modem, in this way. */
  readonly told?: 'eject' | 'message';
}

export const freshDrive = (kind: Drive['kind']): Drive => ({ kind, sense: noSense });

/** One SCSI command. Never throws, whatever the bytes; what is not known fails as an invalid command. */
export const scsi = (drive: Drive, cdb: Uint8Array): ScsiResult => {
  const [code = 0] = cdb;
  if (code === 0x03) return { drive: { ...drive, sense: noSense }, data: requestSense(drive, cdb), ok: true };
  const told = tells(cdb);
  if (told !== undefined) return { ...passed(drive), told };
  const command = commands[code];
  if (command === undefined) return failed(drive, invalidCommand);
  if (needsMedium.has(code) && drive.kind === 'card-reader') return failed(drive, noMedium);
  const data = command(drive, Buffer.from(cdb));
  return 'sense' in data ? failed(drive, data.sense) : passed(drive, data.bytes);
};

/**
 * Commands that nobody sends but to switch: START STOP UNIT with eject, ZTE's own, and Huawei's. usb-modeswitch-data lists them as the
 * messages of many sticks.
 */
const tells = (cdb: Uint8Array): ScsiResult['told'] => {
  const [code = 0, ...rest] = cdb;
  if (code === 0x1b) return ((rest[3] ?? 0) & 3) === 2 ? 'eject' : undefined;
  if (code === 0x85) return [1, 1, 1, 0x18].every((byte, at) => rest[at] === byte) ? 'message' : undefined;
  return code === 0x11 && rest[0] === 0x06 ? 'message' : undefined;
};

const noSense: Sense = [0, 0, 0];
const noMedium: Sense = [2, 0x3a, 0];
const invalidCommand: Sense = [5, 0x20, 0];
const outOfRange: Sense = [5, 0x21, 0];
const invalidField: Sense = [5, 0x24, 0];

const passed = (drive: Drive, data: Uint8Array = nothing): ScsiResult => ({
  drive: { ...drive, sense: noSense },
  data,
  ok: true,
});
const failed = (drive: Drive, sense: Sense): ScsiResult => ({ drive: { ...drive, sense }, data: nothing, ok: false });

type Given = { readonly bytes: Uint8Array } | { readonly sense: Sense };
type Command = (drive: Drive, cdb: Buffer) => Given;

const gives = (bytes: Uint8Array, room: number): Given => ({ bytes: bytes.subarray(0, room) });
const silently: Command = () => ({ bytes: nothing });

const inquiry: Command = ({ kind }, cdb) => {
  if (((cdb[1] ?? 0) & 1) !== 0) return { sense: invalidField };
  const cd = kind === 'cd-rom';
  const name = `${'ZTE'.padEnd(8)}${(cd ? 'USB SCSI CD-ROM' : 'MMC Storage').padEnd(16)}2.31`;
  return gives(Buffer.concat([Buffer.from([cd ? 5 : 0, 0x80, 2, 2, 31, 0, 0, 0]), Buffer.from(name)]), at16(cdb, 3));
};

/** Page 2A of a CD-ROM says that it reads CDs and is loaded by a tray; of the others there is only the header. */
const modeSense =
  (headerBytes: 4 | 8, room: (cdb: Buffer) => number): Command =>
  ({ kind }, cdb) => {
    const page = (cdb[2] ?? 0) & 0x3f;
    const wanted = kind === 'cd-rom' && (page === 0x2a || page === 0x3f);
    const pages = wanted ? Buffer.from([0x2a, 18, 0, 0, 0, 0, 0x28, ...Array<number>(13).fill(0)]) : nothing;
    const header = Buffer.alloc(headerBytes);
    if (headerBytes === 4) header[0] = 3 + pages.length;
    else header.writeUInt16BE(6 + pages.length);
    // Write-protected, as a CD is.
    header[headerBytes === 4 ? 2 : 3] = 0x80;
    return gives(Buffer.concat([header, pages]), room(cdb));
  };

const readCapacity: Command = () => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(blocks() - 1);
  bytes.writeUInt32BE(sectorBytes, 4);
  return { bytes };
};

const read10: Command = (_, cdb) => {
  const [first, count] = [at32(cdb, 2), at16(cdb, 7)];
  if (first + count > blocks()) return { sense: outOfRange };
  return { bytes: image().subarray(first * sectorBytes, (first + count) * sectorBytes) };
};

/** One data track from the first sector on, then the lead-out. */
const readToc: Command = (_, cdb) => {
  const format = (cdb[2] ?? 0) & 0xf || (cdb[9] ?? 0) >> 6;
  if (format > 1) return { sense: invalidField };
  const inMinutes = ((cdb[1] ?? 0) & 2) !== 0;
  const track = (number: number, sector: number) => [
    0,
    0x14,
    number,
    0,
    ...(inMinutes ? minutes(sector) : bytes32(sector)),
  ];
  const tracks = format === 1 ? track(1, 0) : [...track(1, 0), ...track(0xaa, blocks())];
  return gives(Buffer.from([0, tracks.length + 2, 1, 1, ...tracks]), at16(cdb, 7));
};

/** Nothing has happened to the medium, and nothing will. */
const eventStatus: Command = ({ kind }, cdb) => {
  if (((cdb[1] ?? 0) & 1) === 0) return { sense: invalidField };
  const media = ((cdb[4] ?? 0) & 0x10) !== 0;
  const event = [0, 6, 4, 0x10, 0, kind === 'cd-rom' ? 2 : 0, 0, 0];
  return gives(Buffer.from(media ? event : [0, 2, 0x80, 0x10]), at16(cdb, 7));
};

const commands: Readonly<Partial<Record<number, Command>>> = {
  0: silently,
  18: inquiry,
  26: modeSense(4, (cdb) => cdb[4] ?? 0),
  27: silently,
  30: silently,
  37: readCapacity,
  40: read10,
  67: readToc,
  74: eventStatus,
  90: modeSense(8, (cdb) => at16(cdb, 7)),
};

/** TEST UNIT READY, READ CAPACITY, READ and READ TOC. */
const needsMedium: ReadonlySet<number> = new Set([0x00, 0x25, 0x28, 0x43]);

const requestSense = ({ sense: [key, code, qualifier] }: Drive, cdb: Uint8Array): Uint8Array =>
  Uint8Array.of(0x70, 0, key, 0, 0, 0, 0, 10, 0, 0, 0, 0, code, qualifier, 0, 0, 0, 0).subarray(0, cdb[4] ?? 0);

let made: Uint8Array | undefined;
const image = (): Uint8Array => {
  made ??= cdImage();
  return made;
};
const blocks = (): number => image().length / sectorBytes;

const at16 = (cdb: Uint8Array, at: number): number => ((cdb[at] ?? 0) << 8) | (cdb[at + 1] ?? 0);
const at32 = (cdb: Uint8Array, at: number): number => at16(cdb, at) * 0x10000 + at16(cdb, at + 2);
const bytes32 = (value: number): readonly number[] => [24, 16, 8, 0].map((shift) => (value >> shift) & 0xff);
/** Minutes, seconds and frames, two seconds late as a CD has it. */
const minutes = (sector: number): readonly number[] => {
  const frames = sector + 150;
  return [0, Math.floor(frames / 4500), Math.floor(frames / 75) % 60, frames % 75];
};
const nothing = new Uint8Array(0);
