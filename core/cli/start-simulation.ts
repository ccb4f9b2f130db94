import type { DeviceDefinition } from '@dialtone/plugins';
import {
  catchError,
  concat,
  defer,
  EMPTY,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  ReplaySubject,
  skipWhile,
  takeUntil,
} from 'rxjs';
import type { FactBody } from '../facts/fact.js';
import { createJournal } from '../facts/journal.js';
import { monotonicClock } from '../links/monotonic-clock.js';
import type { Usb, UsbDevice } from '../pipeline/tools.js';
import { thisKernel, type VhciKernel } from '../sim/usbip/vhci.js';
import type { VirtualWorld } from '../sim/virtual-world.js';
import { installedPlugins } from './installed-plugins.js';
import { started } from './opening.js';
import type { Running, Simulate } from './run.js';
import { type Asked, askedFor, lastingAs, virtualStick, virtualUsb } from './virtual-stick.js';

/** Only the stick, with nobody on it: its ttys are anybody's, or any host may have it over USB. Rejects with UsageError. */
export const startSimulation = async (simulate: Simulate, findKernel = thisKernel): Promise<Running> => {
  const installed = await installedPlugins();
  const asked = askedFor(simulate, installed);
  const { end, facts$ } = await (simulate.usbip ? onRealUsb(asked, findKernel()) : onRealTtys(asked));
  const journal = createJournal(monotonicClock);
  // Kept for whoever listens later: a Ctrl-C while everything is being put together must not be lost.
  const stop$ = new ReplaySubject<void>(1);

  const bodies$ = concat(from(started(simulate, asked.simulation.name, installed.refused)), facts$);
  return {
    stop: () => stop$.next(),
    facts$: bodies$.pipe(
      map((body) => journal.report(body)),
      takeUntil(stop$),
      lastingAs(end),
    ),
  };
};

/** A stick that is not plugged yet, and what there is to say from its plug on. Subscribed to once. */
interface Simulated {
  readonly end: () => Promise<void>;
  readonly facts$: Observable<FactBody>;
}

/** It is switched out of its CD-ROM mode, as a system would do. */
const onRealTtys = async (asked: Asked): Promise<Simulated> => {
  const { world, ttys, end } = await virtualStick(asked);
  const states$ = ttys.usb.at$(world.path).pipe(skipWhile((device) => device === undefined));
  const facts$ = merge(
    states$.pipe(map((device) => stateFact(device, asked))),
    switched(ttys.plugs$, asked, ttys.usb),
    plugged(world),
  );
  return { end, facts$ };
};

/** It stays a CD-ROM until the system that has it switches it. Its ttys are that system's: here they are USB interfaces. */
const onRealUsb = async (asked: Asked, kernel: VhciKernel | undefined): Promise<Simulated> => {
  const { world, usb, server, end } = await virtualUsb(asked, kernel);
  const { address, tcpPort } = server;
  const states$ = world.usb.at$(world.path).pipe(skipWhile((device) => device === undefined));
  const facts$ = concat(
    of<FactBody>({ fact: 'simulation.served', address, tcpPort, busid: world.path }),
    merge(
      states$.pipe(map((device) => stateFact(device && withUsbNames(device), asked))),
      usb.attached$.pipe(map((where): FactBody => ({ fact: 'simulation.attached', ...where }))),
      plugged(world),
    ),
  );
  return { end, facts$ };
};

const plugged = (world: VirtualWorld): Observable<never> =>
  defer(() => {
    world.plug();
    return EMPTY;
  });

/** As a USB interface is named below its bus path. */
const withUsbNames = (device: UsbDevice): UsbDevice => ({
  ...device,
  interfaces: device.interfaces.map((one) =>
    one.tty === undefined ? one : { ...one, tty: `${device.path}:1.${one.number}` },
  ),
});

const stateFact = (usb: UsbDevice | undefined, { simulation: { device, carrier } }: Asked): FactBody =>
  usb === undefined
    ? { fact: 'simulation.left' }
    : {
        fact: 'simulation.plugged',
        device: device.value.id,
        carrier: carrier.value.id,
        vendor: usb.vendor,
        product: usb.product,
        ports: portsOf(usb, device.value),
      };

const portsOf = ({ interfaces }: UsbDevice, { ports }: DeviceDefinition) =>
  interfaces.flatMap(({ number, tty }) =>
    tty === undefined ? [] : [{ interface: number, path: tty, role: ports[number] ?? 'ignore' }],
  );

const switched = (plugs$: Observable<UsbDevice>, { simulation }: Asked, { switchMode }: Usb): Observable<never> => {
  const recipe = simulation.device.value.modeSwitch;
  return plugs$.pipe(
    mergeMap((device) =>
      recipe === undefined || portsOf(device, simulation.device.value).length > 0 ? EMPTY : switchMode(device, recipe),
    ),
    ignoreElements(),
    // It was pulled out in that moment.
    catchError(() => EMPTY),
  );
};
