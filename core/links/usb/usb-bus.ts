import { concat, defer, filter, from, map, type Observable, Subject, startWith } from 'rxjs';
import { atMostOneWaiting } from '../../facts/at-most-one-waiting.js';
import type { UsbDevice } from '../../pipeline/tools.js';
import type { Sighting } from './read-device.js';

/** A device from its coming to its leaving. Who comes back, even the same stick in the same place, is another plug. */
export type Plug = object;

export interface Seen extends Sighting {
  readonly plug: Plug;
}

/** The bus as it was last seen; it looks only when it is told to. */
export interface UsbBus {
  readonly now: (path: string) => Seen | undefined;
  /** The present state first, then each change. */
  readonly at$: (path: string) => Observable<UsbDevice | undefined>;
  /** Those that are there and could be a modem first, then each that shows up or turns out to be one. */
  readonly plugs$: Observable<UsbDevice>;
  /** Looks at one place. Resolves after a look that began after this call; several wishes that wait are one. */
  readonly look: (path: string) => Promise<void>;
  /** Looks at each place where something is, or was. */
  readonly lookEverywhere: () => Promise<void>;
  /** The device at this place was away, too shortly to be seen: says so, and looks. */
  readonly wasAway: (path: string) => Promise<void>;
  /** What a modem is has changed: tells of those that are there and are one now. */
  readonly judgeAnew: () => void;
  readonly dispose: () => void;
}

export interface BusReader {
  /** May not reject. */
  readonly read: (path: string) => Promise<Sighting | undefined>;
  readonly paths: () => Promise<readonly string[]>;
  /** Whether a session may be begun for it. */
  readonly isModem: (device: UsbDevice) => boolean;
}

interface Change {
  readonly path: string;
  readonly device: UsbDevice | undefined;
}

export const usbBus = ({ read, paths, isModem }: BusReader): UsbBus => {
  const seen = new Map<string, Seen>();
  const change$ = new Subject<Change>();
  const modem$ = new Subject<UsbDevice>();
  const modems = new WeakSet<Plug>();

  const leave = (path: string): void => {
    if (seen.delete(path)) change$.next({ path, device: undefined });
  };
  const show = (path: string, sighting: Sighting): void => {
    const before = seen.get(path);
    if (before !== undefined && sameDevice(before.device, sighting.device)) return;
    const now = { ...sighting, plug: before?.plug ?? {} };
    seen.set(path, now);
    change$.next({ path, device: now.device });
    tellModem(now);
  };
  const tellModem = ({ plug, device }: Seen): void => {
    if (modems.has(plug) || !isModem(device)) return;
    modems.add(plug);
    modem$.next(device);
  };
  const apply = (path: string, sighting: Sighting | undefined): void => {
    const before = seen.get(path);
    // Faster than we looked: it left and came back in between.
    if (!sighting || before?.bus !== sighting.bus || before.number !== sighting.number) leave(path);
    if (sighting) show(path, sighting);
  };

  const look = atMostOneWaiting(async (path) => apply(path, await read(path)));
  const candidates = () => [...seen.values()].map(({ device }) => device).filter(isModem);

  return {
    now: (path) => seen.get(path),
    at$: (path) =>
      defer(() =>
        change$.pipe(
          filter((change) => change.path === path),
          map(({ device }) => device),
          startWith(seen.get(path)?.device),
        ),
      ),
    plugs$: defer(() => concat(from(candidates()), modem$)),
    look,
    lookEverywhere: async () => {
      await Promise.all([...new Set([...(await paths()), ...seen.keys()])].map(look));
    },
    wasAway: (path) => {
      leave(path);
      return look(path);
    },
    judgeAnew: () => {
      for (const one of seen.values()) tellModem(one);
    },
    dispose: () => {
      change$.complete();
      modem$.complete();
    },
  };
};

const sameDevice = (a: UsbDevice, b: UsbDevice): boolean => JSON.stringify(a) === JSON.stringify(b);
