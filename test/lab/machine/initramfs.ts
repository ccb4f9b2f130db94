import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from '../../checkout.js';
import type { Unpacked } from './debian.js';

/** In the order in which they are loaded: each needs those before it. */
export const firstModules = [
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

/** The guest's first files: busybox, what it takes to reach the host's files, and `init.sh`. Made once for each kernel, 1.5 MB. */
export const makeInitramfs = async ({ root, release }: Unpacked): Promise<string> => {
  const image = join(root, 'boot/lab-initramfs');
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
    const script = readFileSync(join(checkout(), 'test/lab/guest/init.sh'), 'utf8');
    const order = firstModules.map((module) => basename(module)).join(' ');
    writeFileSync(join(files, 'init'), script.replace('ORDER', order), { mode: 0o755 });
    await promisify(execFile)('sh', ['-c', 'cd "$1" && find . | "$0" cpio -o -H newc > "$2"', busybox, files, image]);
    return image;
  } finally {
    rmSync(files, { recursive: true });
  }
};
