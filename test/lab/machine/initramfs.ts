import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from '../../checkout.js';
import type { Unpacked } from './debian.js';

/** In the order in which they are loaded: each needs those before it. */
const firstModules = [
  'drivers/virtio/virtio_ring.ko',
  'drivers/virtio/virtio.ko',
  'drivers/virtio/virtio_pci_modern_dev.ko',
  'drivers/virtio/virtio_pci_legacy_dev.ko',
  'drivers/virtio/virtio_pci.ko',
  'net/9p/9pnet.ko',
  'net/9p/9pnet_virtio.ko',
  'fs/netfs/netfs.ko',
  'fs/fscache/fscache.ko',
  'fs/9p/9p.ko',
  'fs/overlayfs/overlay.ko',
  'drivers/char/virtio_console.ko',
] as const;

/** The guest's first files: busybox, what it takes to reach the host's files, and `init.sh`. 1.5 MB, made once for each kernel and script. */
export const initramfsFor = async (debian: Unpacked): Promise<string> => {
  const script = readFileSync(join(checkout(), 'test/lab/guest/init.sh'), 'utf8').replace(
    'ORDER',
    firstModules.map((module) => basename(module)).join(' '),
  );
  const image = join(debian.root, `boot/lab-${createHash('sha256').update(script).digest('hex').slice(0, 16)}`);
  if (!existsSync(image)) await make(debian, script, image);
  return image;
};

const make = async ({ root, release }: Unpacked, script: string, image: string): Promise<void> => {
  const files = mkdtempSync(join(tmpdir(), 'dialtone-lab-'));
  try {
    for (const folder of ['bin', 'modules', 'proc', 'sys', 'dev', 'host', 'debian', 'memory', 'root'])
      mkdirSync(join(files, folder));
    const busybox = [join(root, 'usr/bin/busybox'), '/usr/bin/busybox', '/bin/busybox'].find((path) =>
      existsSync(path),
    );
    if (busybox === undefined) throw new Error('there is no busybox');
    copyFileSync(busybox, join(files, 'bin/busybox'));
    for (const module of firstModules) {
      const from = join(root, 'usr/lib/modules', release, 'kernel', module);
      if (existsSync(from)) copyFileSync(from, join(files, 'modules', basename(module)));
    }
    writeFileSync(join(files, 'init'), script, { mode: 0o755 });
    // Two guests may begin at the same time: each makes its own, and the last one stays.
    const own = `${image}.${process.pid}.${basename(files)}`;
    await promisify(execFile)('sh', ['-c', 'cd "$1" && find . | "$0" cpio -o -H newc > "$2"', busybox, files, own]);
    renameSync(own, image);
  } finally {
    rmSync(files, { recursive: true });
  }
};
