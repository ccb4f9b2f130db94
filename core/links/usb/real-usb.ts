import type { UsbId } from '@dialtone/plugins';
import type { Observable, SchedulerLike } from 'rxjs';
import type { FactBody } from '../../facts/fact.js';
import type { Limits } from '../../pipeline/limits.js';
import type { Usb, UsbDevice } from '../../pipeline/tools.js';
import { driverBinding } from './driver-binding.js';
import { isModemDriven } from './interface-kind.js';
import { listPaths, readDevice } from './read-device.js';
import { type HintSource, udevMonitor } from './udev-monitor.js';
import { type UsbBus, usbBus } from './usb-bus.js';
import { linuxPlaces, type UsbPlaces } from './usb-places.js';
import { usbReset } from './usb-reset.js';
import { usbSwitch } from './usb-switch.js';

export interface RealUsbOptions {
  readonly clock: SchedulerLike;
  readonly limits: Pick<Limits, 'systemSwitch' | 'switchTool' | 'loadDriver'>;
  /** Whether a plugin knows this id. */
  readonly knows: (id: UsbId) => boolean;
  /** Emits when more ids may be known than before. */
  readonly learnt$?: Observable<unknown>;
  /** Told what is given back at the end, when no walk is there any more. */
  readonly report?: (fact: FactBody) => void;
  readonly places?: UsbPlaces;
  /** When the bus is worth a look; udevadm by default. */
  readonly hints?: HintSource;
}

export interface RealUsb {
  readonly usb: Usb;
  /** Whatever is on the bus and could be a modem, then everything of that kind that shows up. Hot, but who comes late gets those there first. */
  readonly plugs$: Observable<UsbDevice>;
  /** Gives back what was taken, and resolves when no process of ours is left. */
  readonly dispose: () => Promise<void>;
}

/**
 * The machine's own USB bus. Resolves when it has been looked at once: what is plugged already is known then. Rejects with UsageError
 * where it cannot be watched.
 */
export const realUsb = async (options: RealUsbOptions): Promise<RealUsb> => {
  const { clock, limits, knows, report, places = linuxPlaces() } = options;
  const hints = options.hints ?? udevMonitor(places, clock);
  const bus = usbBus({
    read: (path) => readDevice(path, places),
    paths: () => listPaths(places),
    isModem: (device) => knows(device) || device.interfaces.some(isModemDriven),
  });
  const stop = await listening(hints, bus, clock);
  const learning = options.learnt$?.subscribe(bus.judgeAnew);
  const drivers = driverBinding({ bus, places, clock, limits });
  return {
    usb: {
      at$: bus.at$,
      switchMode: usbSwitch({ bus, places, clock, limits }),
      bindDriver: drivers.bind,
      reset: usbReset({ bus, places }),
    },
    plugs$: bus.plugs$,
    dispose: async () => {
      for (const fact of await drivers.release()) report?.(fact);
      await stop();
      learning?.unsubscribe();
      bus.dispose();
    },
  };
};

/** First listens and then looks: what is plugged in between is seen twice, and not missed. */
const listening = async (hints: HintSource, bus: UsbBus, clock: SchedulerLike): Promise<() => Promise<void>> => {
  let looked: (look: Promise<void>) => void = () => undefined;
  const firstLook = new Promise<void>((resolve) => {
    looked = resolve;
  });
  const stop = hints((hint) => {
    if (hint.kind === 'changed') void bus.look(hint.path);
    else looked(bus.lookEverywhere());
  });
  // A listener that is late is no reason not to see what is there.
  const late = clock.schedule(() => looked(bus.lookEverywhere()), readyMs);
  await firstLook;
  late.unsubscribe();
  return stop;
};

/** udevadm says within some 20 ms that it listens. */
const readyMs = 5_000;
