import type { CarrierPack, DeviceDefinition, StageName, Twin } from '@dialtone/plugins';
import { BehaviorSubject, distinctUntilChanged, map, Observable, type SchedulerLike } from 'rxjs';
import type { OpenSerial, SerialLink } from '../at/byte-stream.js';
import { Exit } from '../facts/exit.js';
import type { Usb, UsbDevice } from '../pipeline/tools.js';
import type { Misbehaviour } from './misbehaviours.js';
import type { Counts, Lasting } from './modem/modem-state.js';
import { type ModemRunner, runModem } from './modem-runner.js';
import { type Personality, wellBehaved } from './personality.js';
import { virtualTty, virtualUsb } from './virtual-usb.js';

/** A USB port, a stick for it, the card in the stick and the network behind it. It begins with nothing plugged. */
export interface VirtualWorld {
  /** The bus path at which everything happens. */
  readonly path: string;
  readonly usb: Usb;
  /** What is there now, if anything, then whatever shows up: a plug, or the return from a switch or reset. */
  readonly plugs$: Observable<UsbDevice>;
  /** Opens a port by the tty that the bus shows, over a wire in memory. Errors as `OpenSerial` says. */
  readonly open: OpenSerial;
  /** Data carrier detect of the port at this interface, up while a call is: the present state first, then each change. */
  readonly dcd$: (port: number) => Observable<boolean>;
  /** In milliseconds: the modem's own share of the time, for whoever measures ours. */
  readonly delays: Twin['delays'];
  readonly plug: () => void;
  readonly unplug: () => void;
  /** The kernel takes the ttys away from their users while the stick stays on the bus: the first sign of an unplug, or a driver's whim. */
  readonly hangUpTtys: () => void;
  /** Counted since the world began, over plugs and resets. `portsOpen`: links that their user has not closed, whether the stick is there or not. */
  readonly stats: () => Readonly<Counts> & { readonly switches: number; readonly portsOpen: number };
  /** Unplugs, and completes the streams. */
  readonly dispose: () => void;
  /** For those who put real ttys before the ports (on-ptys.ts), where old text waits in the kernel's buffer and not in a wire. */
  readonly behindTtys: { readonly open: OpenSerial; readonly greeting: string; readonly held: boolean };
}

/**
 * Builds a world out of a device's twin and a carrier's network, with misbehaviours stacked on it: a later one wins over an earlier.
 * All its time is `clock`'s. Throws when the device has no twin or the carrier no simulation.
 */
export const virtualWorld = (options: {
  readonly device: DeviceDefinition;
  readonly carrier: CarrierPack;
  readonly misbehave: readonly Misbehaviour[];
  readonly clock: SchedulerLike;
  readonly path?: string;
}): VirtualWorld => {
  const { clock, path = '1-3' } = options;
  const personality = options.misbehave.reduce(
    (one, { apply }) => apply(one),
    wellBehaved(options.device, options.carrier),
  );
  const puller = pullOnce(personality.usb.unplugAt, clock, () => bus.unplug());
  let modem: ModemRunner | undefined;
  let lasting: Lasting | undefined;
  let switches = 0;
  const inUse = new Set<SerialLink>();
  /** The interface whose port has a call. */
  const calling$ = new BehaviorSubject<number | undefined>(undefined);

  const bus = virtualUsb({
    personality,
    clock,
    path,
    onPower: () => {
      modem = runModem(personality, lasting, {
        clock,
        onReset: () => bus.resetItself(),
        onMoment: (moment) => puller(stageOf[moment]),
        onCall: (port) => calling$.next(port),
      });
    },
    onPowerCut: () => {
      lasting = modem?.lasting() ?? lasting;
      modem?.cutPower();
      modem = undefined;
      calling$.next(undefined);
    },
    onSwitch: (taken) => {
      if (taken) switches += 1;
      puller('modeswitch');
    },
  });

  const openWith =
    (greeting: string): OpenSerial =>
    (tty) =>
      new Observable((listener) => {
        puller('port-select');
        listener.next(opened(tty, greeting));
        listener.complete();
      });
  const opened = (tty: string, greeting: string) => {
    const number = bus.now()?.interfaces.find((one) => one.tty === tty)?.number;
    if (modem === undefined || number === undefined) throw new Exit('port-select.no-tty', `there is no ${tty}`);
    const link = personality.usb.portsHeld ? undefined : modem.open(number, virtualTty(path, number), greeting);
    if (link === undefined) throw new Exit('port-select.busy', tty);
    return lent(link);
  };
  const lent = (link: SerialLink): SerialLink => {
    inUse.add(link);
    const close = () => {
      inUse.delete(link);
      return link.close();
    };
    return { ...link, close };
  };

  return {
    path,
    usb: bus.usb,
    plugs$: bus.plugs$,
    open: openWith(personality.at.greeting),
    dcd$: (port) =>
      calling$.pipe(
        map((calling) => calling === port),
        distinctUntilChanged(),
      ),
    delays: personality.delays,
    plug: () => {
      bus.plug();
      puller('detect');
    },
    unplug: bus.unplug,
    hangUpTtys: () => modem?.hangUpTtys(),
    stats: () => ({ ...((modem?.lasting() ?? lasting)?.counts ?? nothingCounted), switches, portsOpen: inUse.size }),
    dispose: () => {
      bus.dispose();
      calling$.complete();
    },
    behindTtys: { open: openWith(''), greeting: personality.at.greeting, held: personality.usb.portsHeld },
  };
};

const nothingCounted: Counts = { commands: 0, errors: 0, unanswered: 0, dials: 0, pinsSent: 0 };

const stageOf = { command: 'init', dialled: 'dial', ppp: 'ppp' } as const;

/** Somebody pulls the stick out, once, when the corridor is seen to be in this stage. */
const pullOnce = (at: Personality['usb']['unplugAt'], clock: SchedulerLike, pull: () => void) => {
  let pulled = false;
  return (seen: StageName) => {
    if (pulled || seen !== at) return;
    pulled = true;
    clock.schedule(pull);
  };
};
