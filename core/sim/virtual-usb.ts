import {
  BehaviorSubject,
  concat,
  EMPTY,
  filter,
  map,
  Observable,
  of,
  pairwise,
  type SchedulerLike,
  Subscription,
  startWith,
} from 'rxjs';
import { Exit } from '../facts/exit.js';
import type { FactBody } from '../facts/fact.js';
import type { Usb, UsbDevice } from '../pipeline/tools.js';
import type { Personality } from './personality.js';

/** One place on a virtual bus, and the stick that is put into it and pulled out of it. */
export interface VirtualUsb {
  readonly usb: Usb;
  /** One that is there already, then everything that shows up: a bus cannot tell a return from a plug. */
  readonly plugs$: Observable<UsbDevice>;
  readonly plug: () => void;
  readonly unplug: () => void;
  /** The modem resets itself: the same as a reset by the bus. */
  readonly resetItself: () => void;
  readonly now: () => UsbDevice | undefined;
  readonly dispose: () => void;
}

export interface UsbSurroundings {
  readonly personality: Personality;
  readonly clock: SchedulerLike;
  readonly path: string;
  /** Called before the bus shows it: the stick is in modem mode and has power. */
  readonly onPower: () => void;
  /** Called before the bus shows it: it has none any more. */
  readonly onPowerCut: () => void;
  /** A switch message was sent, and taken or not. */
  readonly onSwitch: (taken: boolean) => void;
}

export const virtualUsb = (around: UsbSurroundings): VirtualUsb => {
  const { personality, clock, path } = around;
  const { twin, delays, usb: manners } = personality;
  const state$ = new BehaviorSubject<UsbDevice | undefined>(undefined);
  let plugged = false;
  let returning = Subscription.EMPTY;

  const show = (mode: Mode): void => {
    if (mode === 'modem') around.onPower();
    state$.next(deviceIn(personality, path, mode));
  };
  const hide = () => {
    returning.unsubscribe();
    around.onPowerCut();
    if (state$.value !== undefined) state$.next(undefined);
  };
  const leaveFor = (mode: Mode) => {
    hide();
    returning = clock.schedule(() => show(mode), delays.reenumerateMs);
  };
  const mode = (): Mode => (isStorage(personality, state$.value) ? 'storage' : 'modem');

  const takeSwitch = (method: string): void => {
    const inStorage = mode() === 'storage';
    const taken = inStorage && method === twin.switchedBy;
    around.onSwitch(taken);
    if (taken && manners.returns) leaveFor('modem');
    else if (taken) hide();
    else if (!inStorage && manners.secondSwitch === 'loses-ttys') loseTtys();
  };
  const loseTtys = () => {
    around.onPowerCut();
    if (state$.value)
      state$.next({ ...state$.value, interfaces: state$.value.interfaces.map(({ tty: _lost, ...rest }) => rest) });
  };

  return {
    usb: {
      at$: (asked) => (asked === path ? state$.asObservable() : of(undefined)),
      switchMode: ({ path: asked }, { method }) =>
        concat(
          of<FactBody>({ fact: 'modeswitch.sent', method }),
          act(() => {
            if (asked !== path || state$.value === undefined)
              throw new Exit('modeswitch.refused', 'nothing is plugged there');
            takeSwitch(method);
          }),
        ),
      bindDriver: () => EMPTY,
      reset: (asked) => act(() => (asked === path && state$.value !== undefined ? leaveFor(mode()) : undefined)),
    },
    plugs$: appearances(state$),
    plug: () => {
      if (plugged) return;
      plugged = true;
      show(twin.arrivesAs === undefined ? 'modem' : 'storage');
    },
    unplug: () => {
      plugged = false;
      hide();
    },
    resetItself: () => leaveFor('modem'),
    now: () => state$.value,
    dispose: () => {
      hide();
      state$.complete();
    },
  };
};

type Mode = 'storage' | 'modem';

const deviceIn = ({ twin }: Personality, path: string, mode: Mode): UsbDevice => {
  if (mode === 'storage' && twin.arrivesAs !== undefined)
    return { path, ...twin.arrivesAs, interfaces: [{ number: 0, kind: 'storage' }] };
  return {
    path,
    ...twin.modem,
    interfaces: twin.interfaces.map(({ number, kind }) =>
      kind === 'serial' ? { number, kind, tty: virtualTty(path, number) } : { number, kind },
    ),
  };
};

/** Where the virtual kernel puts an interface's tty. */
export const virtualTty = (path: string, number: number): string => `virtual/${path}:1.${number}`;

const isStorage = ({ twin }: Personality, device: UsbDevice | undefined): boolean =>
  twin.arrivesAs !== undefined &&
  device?.vendor === twin.arrivesAs.vendor &&
  device.product === twin.arrivesAs.product &&
  device.interfaces.every(({ kind }) => kind === 'storage');

/** Where there was nothing before, or nobody had looked. */
const appearances = (state$: Observable<UsbDevice | undefined>): Observable<UsbDevice> =>
  state$.pipe(
    startWith(undefined),
    pairwise(),
    filter(([before]) => before === undefined),
    map(([, device]) => device),
    filter((device) => device !== undefined),
  );

/** Does it at subscription and completes; an error of it is the stream's. */
const act = (work: () => void): Observable<never> =>
  new Observable((listener) => {
    work();
    EMPTY.subscribe(listener);
  });
