import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What Debian gives to the guest, unpacked: laid over the host's own files there, and nowhere else. */
export interface Unpacked {
  /** A tree as of `/`, with what the host has not got itself. */
  readonly root: string;
  /** Release of the kernel in it, e.g. `6.1.0-56-amd64`. */
  readonly release: string;
}

/** With what they need; who is not named here is the host's, or not in the guest. */
const packages = [
  'busybox-static',
  'dbus',
  'iproute2',
  'kmod',
  'modemmanager',
  'modemmanager-dev',
  'network-manager',
  'polkitd',
  'ppp',
  'qemu-system-x86',
  'seabios',
  'strace',
  'systemd-resolved',
  'udev',
  'usb-modeswitch',
  'usbip',
  'util-linux',
];

/** Come along as dependencies, and are of no use in the guest. */
const unwanted = /^(linux-perf|linux-libc-dev|ipxe-qemu|libc6-dev|linux-doc)/;

/** Folders of packages that the guest never looks into: two thirds of them all. */
const leftOut = [
  '*/kernel/drivers/gpu*',
  '*/kernel/drivers/infiniband*',
  '*/kernel/drivers/media*',
  '*/kernel/drivers/net/ethernet*',
  '*/kernel/drivers/net/wireless*',
  '*/kernel/sound*',
  '*/usr/share/doc*',
  '*/usr/share/locale*',
  '*/usr/share/man*',
];

/**
 * Unpacks Debian's kernel, QEMU and the tools of the guest into a cache of the user's own; nothing is installed. The first time it fetches some
 * 110 MB. Rejects where this machine's apt cannot say what is missing here, or not fetch it.
 */
export const unpackDebian = async (): Promise<Unpacked> => {
  if (process.arch !== 'x64' || !existsSync('/usr/bin/apt-get'))
    throw new Error('it takes Debian, or what is made of it, on x86-64');
  const cache =
    process.env.DIALTONE_LAB_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'dialtone-lab');
  const root = join(cache, await keyOf());
  if (!existsSync(root)) {
    process.stderr.write(
      `The lab fetches what it needs of Debian, some 110 MB, into ${cache}: once, and nothing is installed.\n`,
    );
    await unpackInto(root);
  }
  const now = new Date();
  utimesSync(root, now, now);
  removeUnused(cache);
  const [release] = readdirSync(join(root, 'usr/lib/modules'));
  if (release === undefined) throw new Error(`there is no kernel in ${root}`);
  return { root, release };
};

const day = 24 * 3600 * 1000;

/** Another lab may be running on another one of them at this moment. */
const removeUnused = (cache: string): void => {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > day) rmSync(path, { recursive: true });
  }
};

/** What the host has decides what the guest still needs. */
const keyOf = async (): Promise<string> => {
  const { stdout } = await run('dpkg-query', ['--show'], { maxBuffer: 1e8 });
  return createHash('sha256').update(stdout).update(packages.join()).update(leftOut.join()).digest('hex').slice(0, 16);
};

const unpackInto = async (root: string): Promise<void> => {
  // Of this process: two labs may begin at the same time, and whoever is ready first has made it for both.
  const making = `${root}.${process.pid}`;
  const debs = join(making, 'debs');
  const tree = join(making, 'tree');
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) mkdirSync(join(tree, 'usr', folder), { recursive: true });
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${folder}`, join(tree, folder));
  mkdirSync(debs, { recursive: true });
  await fetchInto(debs, making);
  for (const deb of readdirSync(debs).filter((name) => name.endsWith('.deb'))) await unpack(join(debs, deb), tree);
  const [release = ''] = readdirSync(join(tree, 'usr/lib/modules'));
  await depmod(tree, release);
  if (!existsSync(root)) renameSync(tree, root);
  rmSync(making, { recursive: true });
};

/** Packaged links such as /sbin/depmod → /bin/kmod lead out of the tree, so this one is run by a link of our own. */
const depmod = async (tree: string, release: string): Promise<void> => {
  const kmod = [join(tree, 'usr/bin/kmod'), '/usr/bin/kmod', '/bin/kmod'].find((path) => existsSync(path));
  if (kmod === undefined) throw new Error('there is no kmod');
  const link = join(tree, '..', 'depmod');
  symlinkSync(kmod, link);
  await run(link, ['-b', tree, release], { env: { LD_LIBRARY_PATH: join(tree, 'usr/lib/x86_64-linux-gnu') } });
};

/** With lists of its own: the host's may be old or missing, and are root's. */
const fetchInto = async (debs: string, making: string): Promise<void> => {
  const lists = join(making, 'lists');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  const own = [`Dir::State::lists=${lists}`, `Dir::Cache=${making}`, 'Debug::NoLocking=1', 'APT::Sandbox::User='];
  const apt = (...words: readonly string[]) =>
    run('apt-get', [...own.flatMap((option) => ['-o', option]), ...words], { cwd: debs, maxBuffer: 1e8 });
  await apt('update', '-q');
  const { stdout } = await apt('install', '--simulate', '--no-install-recommends', ...packages);
  const missing = [...stdout.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+)/gm)]
    .filter(([, name = '']) => !unwanted.test(name))
    .map(([, name, version]) => `${name}=${version}`);
  const options = own.flatMap((option) => ['-o', option]);
  const image = await run('apt-cache', [...options, 'depends', '--important', 'linux-image-amd64']);
  const kernel = /Depends: (linux-image-\S+)/.exec(image.stdout)?.[1];
  if (kernel === undefined) throw new Error('apt knows no linux-image-amd64');
  await apt('download', '-q', ...missing, kernel);
};

/** Not `dpkg -x`: it would put folders in the place of the links /bin, /lib and /sbin. */
const unpack = async (deb: string, tree: string): Promise<void> => {
  const words = leftOut.map((pattern) => `--exclude='${pattern}'`).join(' ');
  await run('sh', ['-c', `dpkg-deb --fsys-tarfile "$0" | tar -x --keep-directory-symlink ${words} -C "$1"`, deb, tree]);
};
