/** Bytes of a CD-ROM's sector. */
export const sectorBytes = 2048;

/** Sectors of the whole CD: enough that whoever looks for other file systems at its end finds room to look in. */
const sectors = 64;

/** A CD without files, by ISO 9660: enough for a system to know what it is and to mount it. The same bytes every time. */
export const cdImage = (): Uint8Array => {
  const image = Buffer.alloc(sectors * sectorBytes);
  volumeDescriptor().copy(image, place.volume * sectorBytes);
  Buffer.from([255, ...identifier, 1]).copy(image, place.terminator * sectorBytes);
  pathTable('little').copy(image, place.littleTable * sectorBytes);
  pathTable('big').copy(image, place.bigTable * sectorBytes);
  // A directory names itself and the one above it, which at the root is itself too.
  Buffer.concat([directory(0), directory(1)]).copy(image, place.root * sectorBytes);
  return image;
};

/** By sector. */
const place = { volume: 16, terminator: 17, littleTable: 18, bigTable: 19, root: 20 } as const;
const identifier = Buffer.from('CD001');

/** ECMA-119, 8.4. */
const volumeDescriptor = (): Buffer => {
  const bytes = Buffer.alloc(sectorBytes);
  bytes.set([1, ...identifier, 1]);
  bytes.fill(' ', 8, 72).write('STICK', 40);
  both32(bytes, 80, sectors);
  both16(bytes, 120, 1);
  both16(bytes, 124, 1);
  both16(bytes, 128, sectorBytes);
  both32(bytes, 132, 10);
  bytes.writeUInt32LE(place.littleTable, 140);
  bytes.writeUInt32BE(place.bigTable, 148);
  directory(0).copy(bytes, 156);
  bytes.fill(' ', 190, 813);
  bytes.fill('0', 813, 881);
  for (const end of [829, 846, 863, 880]) bytes[end] = 0;
  bytes[881] = 1;
  return bytes;
};

/** ECMA-119, 9.4: the root alone. */
const pathTable = (order: 'little' | 'big'): Buffer => {
  const bytes = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  if (order === 'little') bytes.writeUInt32LE(place.root, 2);
  else bytes.writeUInt32BE(place.root, 2);
  bytes[order === 'little' ? 6 : 7] = 1;
  return bytes;
};

/** ECMA-119, 9.1: a record of the root directory, under the name 0 (itself) or 1 (the one above). */
const directory = (name: 0 | 1): Buffer => {
  const bytes = Buffer.alloc(34);
  bytes[0] = 34;
  both32(bytes, 2, place.root);
  both32(bytes, 10, sectorBytes);
  // 1 January 2009.
  bytes.set([109, 1, 1], 18);
  bytes[25] = 2;
  both16(bytes, 28, 1);
  bytes[32] = 1;
  bytes[33] = name;
  return bytes;
};

/** ISO 9660 says its numbers in both orders. */
const both32 = (bytes: Buffer, at: number, value: number): void => {
  bytes.writeUInt32LE(value, at);
  bytes.writeUInt32BE(value, at + 4);
};
const both16 = (bytes: Buffer, at: number, value: number): void => {
  bytes.writeUInt16LE(value, at);
  bytes.writeUInt16BE(value, at + 2);
};
