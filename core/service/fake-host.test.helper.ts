import { dirname } from 'node:path';
import type { Check } from '../links/check.js';
import { places } from './places.js';
import type { Command, ServiceHost, Standing } from './service-host.js';
import { theirUnit } from './service-names.js';

/** A machine in memory: files, and a systemd and a bus that know of them what they read the last time. */
export const fakeHost = (
  given: { readonly files?: Readonly<Record<string, Standing>>; readonly running?: readonly string[] } = {},
) => {
  const files = new Map(Object.entries(given.files ?? {}));
  const folders = new Set<string>();
  const running = new Set(given.running);
  /** Units that did not start, as systemd remembers them. */
  const failed = new Set<string>();
  const commands: string[] = [];
  let units = '';
  let bus = '';
  let left = Number.POSITIVE_INFINITY;
  let how: 'fails' | 'dies' = 'fails';

  const addFolders = (path: string): void => {
    for (let folder = dirname(path); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
  };
  const unitsNow = (): string => json([...files].filter(([path]) => path.startsWith('/etc/systemd/')));
  const busNow = (): string => json([...files].filter(([path]) => path.includes('/dbus-1/')));
  /** One more change; false when it is the one that goes wrong, or comes after the end. */
  const allowed = (): boolean => {
    left -= 1;
    return how === 'fails' ? left !== 0 : left > 0;
  };

  const isMasked = (unit: string): boolean => {
    const standing = files.get(`/etc/systemd/system/${unit}`);
    return standing?.kind === 'link' && standing.to === '/dev/null';
  };
  const whyNot = (unit: string): string | undefined => {
    if (units !== unitsNow()) return 'systemd has not read its units again';
    if (isMasked(unit)) return 'the unit is masked';
    if (unit === theirUnit) return undefined;
    if (files.get(places.unit)?.kind !== 'file') return 'there is no such unit';
    if (bus !== busNow()) return 'the bus has not read its policies again';
    if (running.has(theirUnit) || !isMasked(theirUnit)) return 'two units have the same name on the bus';
    return undefined;
  };
  const start = (unit: string): Check => {
    const because = whyNot(unit);
    if (because !== undefined) return { ok: false, because };
    running.add(unit);
    return { ok: true };
  };
  const systemctl = (verb: string, unit = ''): Check => {
    if (verb === 'daemon-reload') units = unitsNow();
    if (verb === 'stop') running.delete(unit);
    if (verb === 'reset-failed') failed.delete(unit);
    return verb === 'start' || verb === 'restart' ? start(unit) : { ok: true };
  };

  const host: ServiceHost = {
    isRoot: true,
    look: (path) => files.get(path) ?? { kind: 'nothing' },
    place: (path, standing) => {
      if (!allowed()) {
        if (how === 'fails') throw new Error('the disk is full');
        return;
      }
      if (standing.kind === 'nothing') files.delete(path);
      else {
        addFolders(path);
        files.set(path, standing);
      }
    },
    isFolder: (path) => folders.has(path),
    list: (folder) => [
      ...new Set(
        [...files.keys(), ...folders]
          .filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''),
      ),
    ],
    removeFolder: (path) => {
      if (host.list(path).length === 0) folders.delete(path);
    },
    run: async ([program, ...words]: Command) => {
      if (words[0] === 'is-active')
        return running.has(words[2] ?? '') ? { ok: true } : { ok: false, because: 'inactive' };
      commands.push([program, ...words].join(' '));
      if (!allowed()) {
        if (words[0] === 'restart' && how === 'fails') failed.add(words[1] ?? '');
        return { ok: false, because: 'it went wrong' };
      }
      if (program === 'systemctl') return systemctl(words[0] ?? '', words[1]);
      bus = busNow();
      return { ok: true };
    },
    writableByOthers: () => undefined,
  };

  folders.add('/');
  for (const path of [...files.keys(), '/run/systemd/system/x', '/etc/dbus-1/system.d/x', '/etc/systemd/system/x'])
    addFolders(path);
  units = unitsNow();
  bus = busNow();
  return {
    host,
    commands,
    /** All there is of it, to be compared. */
    state: () => ({
      files: Object.fromEntries([...files].toSorted()),
      folders: [...folders].toSorted(),
      running: [...running].toSorted(),
      failed: [...failed],
      systemdIsUpToDate: units === unitsNow(),
      busIsUpToDate: bus === busNow(),
    }),
    running: () => [...running],
    /** From now on: the `count`-th change goes wrong, once; or the power goes with it. */
    goesWrong: (count: number, kind: 'fails' | 'dies') => {
      left = count;
      how = kind;
    },
    /** Tells whether it did go wrong, and has it go wrong no more. */
    heals: (): boolean => {
      const happened = left <= 0;
      left = Number.POSITIVE_INFINITY;
      return happened;
    },
    canStartThem: () => whyNot(theirUnit) === undefined,
  };
};

const json = (entries: readonly (readonly [string, unknown])[]): string => JSON.stringify(entries.toSorted());
