import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** What a program may leave behind on a machine, one line each. */
type Snapshot = ReadonlySet<string>;

/** What is there now. Processes by their command lines, since a pid says nothing to a reader. */
export const snapshot = (): Snapshot =>
  new Set([
    ...processes().map((line) => `process ${line}`),
    ...list('/sys/class/net').map((name) => `interface ${name}`),
    ...lines('/proc/net/route').map((route) => `route ${route.split('\t').slice(0, 8).join(' ')}`),
    ...lines('/etc/resolv.conf').map((line) => `resolver ${line}`),
    ...['/run/lock', '/var/lock', '/run/resolvconf/interface', '/run/ppp', '/run/dialtone'].flatMap((folder) =>
      list(folder).map((name) => `file ${folder}/${name}`),
    ),
    ...lines('/sys/bus/usb-serial/drivers/option1/new_id').map((id) => `driver id ${id}`),
    ...list('/dev').flatMap((name) => (name.startsWith('LCK') ? [`file /dev/${name}`] : [])),
  ]);

/** What is there now and was not before; what is on its way out is given a few seconds for it. */
export const leftBehind = async (before: Snapshot): Promise<readonly string[]> => {
  const look = () => [...snapshot()].filter((line) => !before.has(line));
  for (let tries = 0; tries < 50 && look().length > 0; tries += 1) await delay(100);
  return look();
};

const list = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

const lines = (file: string): readonly string[] => {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .slice(file.startsWith('/proc') ? 1 : 0)
      .filter(Boolean);
  } catch {
    return [];
  }
};

/** Without the kernel's own, which have no program, and udev's workers, which come and go. */
const processes = (): readonly string[] =>
  readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    try {
      readlinkSync(`/proc/${pid}/exe`);
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return words === '' || /systemd-udevd|udev-worker/.test(words) ? [] : [words];
    } catch {
      return [];
    }
  });
