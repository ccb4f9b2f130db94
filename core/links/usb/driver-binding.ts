import { access, readdir } from 'node:fs/promises';
import { concat, concatMap, defer, EMPTY, from, ignoreElements, type Observable, of, type SchedulerLike } from 'rxjs';
import type { FactBody } from '../../facts/fact.js';
import type { Limits } from '../../pipeline/limits.js';
import type { Usb } from '../../pipeline/tools.js';
import { findProgram } from '../find-program.js';
import { runProgram } from './run-program.js';
import type { Seen, UsbBus } from './usb-bus.js';
import type { UsbPlaces } from './usb-places.js';
import { writeAttribute } from './write-attribute.js';

export interface BindingParts {
  readonly bus: UsbBus;
  readonly places: UsbPlaces;
  readonly clock: SchedulerLike;
  readonly limits: Pick<Limits, 'loadDriver'>;
}

export interface DriverBinding {
  readonly bind: Usb['bindDriver'];
  /** Makes the driver forget what it was told, where that harms nobody. Never rejects. */
  readonly release: () => Promise<readonly FactBody[]>;
}

/**
 * Makes the kernel's `option` claim what nobody has claimed. It is told by id and class: an id alone would have it claim every free
 * interface, the card reader's too.
 *
 * No kernel lets a serial driver forget an id (`new_id` of usb-serial has no `remove_id` beside it), but a driver that is unloaded has
 * forgotten it. So that is done at the end, unless a stick that is not ours has the driver too. The driver comes back by itself for
 * whoever needs it.
 */
export const driverBinding = (parts: BindingParts): DriverBinding => {
  const told = new Set<string>();
  return {
    bind: ({ path }, interfaces) =>
      concat(
        defer(() => loaded(parts)),
        defer(async () => {
          await parts.bus.look(path);
          return parts.bus.now(path);
        }).pipe(
          concatMap((seen) => (seen ? from(idsFor(seen, interfaces)) : EMPTY)),
          concatMap(async (id) => ({ id, taken: await written(`${driverFolder(parts.places)}/new_id`, id) })),
          concatMap(({ id, taken }) => {
            if (!taken) return EMPTY;
            told.add(id);
            // Said first: whoever waits for the ttys goes on as soon as they are seen.
            return concat(of<FactBody>({ fact: 'driver.bound', driver, id }), looked(path, parts));
          }),
        ),
      ),
    release: async () => {
      if (told.size === 0 || !(await isForOursAlone(told, parts)) || !(await unloaded(parts))) return [];
      const ids = [...told];
      told.clear();
      return ids.map((id) => ({ fact: 'driver.released', driver, id }));
    },
  };
};

const looked = (path: string, { bus }: BindingParts): Observable<never> =>
  defer(() => bus.look(path)).pipe(ignoreElements());

/** As usb-serial calls it; the module, and what has claimed an interface, is called `option`. */
const driver = 'option1';
const driverFolder = ({ sysfs }: UsbPlaces): string => `${sysfs}/bus/usb-serial/drivers/${driver}`;

/** For each class among those interfaces that nobody has: vendor, product and class, as the kernel reads them. */
export const idsFor = ({ device, classes }: Seen, interfaces: readonly number[]): readonly string[] => {
  const free = device.interfaces.filter(
    ({ number, kind, driver: has }) => interfaces.includes(number) && kind === 'serial' && has === 'none',
  );
  const codes = new Set(free.map(({ number }) => classes.get(number)).filter((code) => code !== undefined));
  return [...codes].map((code) => `${device.vendor} ${device.product} ${code}`);
};

/** Its own table may know the stick: then it claims it while it is loaded, and need not be told anything. */
const loaded = (parts: BindingParts): Observable<never> =>
  from(exists(driverFolder(parts.places))).pipe(
    concatMap((isThere) => (isThere ? EMPTY : run('modprobe', ['option'], parts))),
    ignoreElements(),
  );

const run = (name: string, args: readonly string[], { places, clock, limits }: BindingParts) => {
  const program = findProgram(name, places.programs);
  return program === undefined ? EMPTY : runProgram(program, args, { limitMs: limits.loadDriver, clock });
};

/** Nobody has the driver now but sticks of the ids that it was told, and they have it only since it was told. */
const isForOursAlone = async (told: ReadonlySet<string>, { bus, places }: BindingParts): Promise<boolean> => {
  const bound = (await list(`${places.sysfs}/bus/usb/drivers/option`)).filter((name) => /^\d+-/.test(name));
  return bound.every((name) => {
    const device = bus.now(name.split(':')[0] ?? '')?.device;
    return [...told].some((id) => device !== undefined && id.startsWith(`${device.vendor} ${device.product} `));
  });
};

/** Not with `modprobe -r`, which would take usbserial along, and with it the ports of others. */
const unloaded = (parts: BindingParts): Promise<boolean> =>
  new Promise((resolve) => {
    let done = false;
    run('rmmod', ['option'], parts).subscribe({
      next: ({ status }) => {
        done = status === 0;
      },
      complete: () => resolve(done),
    });
  });

/** False where sysfs is read-only, or we are not root. */
const written = (path: string, text: string): Promise<boolean> =>
  writeAttribute(path, text).then(
    () => true,
    () => false,
  );

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const list = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);
