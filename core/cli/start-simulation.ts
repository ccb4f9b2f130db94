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
  ReplaySubject,
  skipWhile,
  takeUntil,
} from 'rxjs';
import type { FactBody } from '../facts/fact.js';
import { createJournal } from '../facts/journal.js';
import { monotonicClock } from '../links/monotonic-clock.js';
import type { Usb, UsbDevice } from '../pipeline/tools.js';
import { started } from './opening.js';
import type { Running, Simulate } from './run.js';
import { type Asked, askedFor, installedPlugins, lastingAs, virtualStick } from './virtual-stick.js';

/** Only the stick, with nobody on it: its ttys are anybody's. It is switched out of its CD-ROM mode, as a system would do. Rejects with UsageError. */
export const startSimulation = async (simulate: Simulate): Promise<Running> => {
  const installed = await installedPlugins();
  const asked = askedFor(simulate, installed);
  const stick = await virtualStick(asked);
  const { world, ttys } = stick;
  const journal = createJournal(monotonicClock);
  // Kept for whoever listens later: a Ctrl-C while everything is being put together must not be lost.
  const stop$ = new ReplaySubject<void>(1);

  const states$ = ttys.usb.at$(world.path).pipe(skipWhile((device) => device === undefined));
  const plugged$ = defer(() => {
    world.plug();
    return EMPTY;
  });
  const bodies$ = concat(
    from(started(simulate, asked.simulation.name, installed.refused)),
    merge(states$.pipe(map((device) => stateFact(device, asked))), switched(ttys.plugs$, asked, ttys.usb), plugged$),
  );
  return {
    stop: () => stop$.next(),
    facts$: bodies$.pipe(
      map((body) => journal.report(body)),
      takeUntil(stop$),
      lastingAs(stick),
    ),
  };
};

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
