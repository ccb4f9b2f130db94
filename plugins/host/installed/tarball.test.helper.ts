import { gzipSync } from 'node:zlib';

/** One entry of an archive, as somebody may write it by hand. `kind`: 0 a file, 1 a hard link, 2 a symbolic one, 5 a folder, x a longer name. */
export interface Crafted {
  readonly path: string;
  readonly content?: string;
  readonly kind?: string;
  readonly to?: string;
}

/** A tar archive of these, packed as npm packs. */
export const tarball = (...entries: readonly Crafted[]): Buffer =>
  gzipSync(Buffer.concat([...entries.map(block), Buffer.alloc(1024)]));

/** A package of these files. */
export const packed = (files: Readonly<Record<string, string | object>>): Buffer =>
  tarball(
    ...Object.entries(files).map(([path, content]) => ({
      path: `package/${path}`,
      content: typeof content === 'string' ? content : JSON.stringify(content),
    })),
  );

/** A record of the extended header in front of an entry. */
export const pax = (key: string, value: string): Crafted => {
  const rest = ` ${key}=${value}\n`;
  const length = [2, 3].map((digits) => digits + rest.length).find((sum, at) => `${sum}`.length === at + 2) ?? 0;
  return { path: 'x', kind: 'x', content: `${length}${rest}` };
};

const block = ({ path, content = '', kind = '0', to = '' }: Crafted): Buffer => {
  const body = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(kind, 156);
  header.write(to, 157);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
};
