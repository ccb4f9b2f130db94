import type { ModeSwitch } from '@dialtone/plugins';
import {
  concat,
  defer,
  filter,
  first,
  map,
  merge,
  type Observable,
  of,
  skipWhile,
  startWith,
  switchMap,
  tap,
  throwError,
  timer,
  withLatestFrom,
} from 'rxjs';
import { Exit } from '../facts/exit.js';
import type { Detected, Switched } from './knowledge.js';
import { matchDevice } from './match-device.js';
import { stage } from './stage.js';
import type { StageTools, UsbDevice } from './tools.js';

type Learnt = Pick<Switched, 'usb' | 'candidates' | 'device'>;

/** Switches a stick that is still a CD-ROM, once a plug, and waits until it has come back as a modem. */
export const modeswitch = stage<Detected, Learnt>('modeswitch', (known, tools) => {
  const recipe = known.device.value.modeSwitch;
  const modemIds = becomes(known);
  if (isModem(known.plugged, modemIds)) return refined(known, known.plugged, tools);
  return recipe
    ? switched(known.plugged, recipe, modemIds, tools).pipe(map((usb) => refine(known, usb, tools)))
    : throwError(() => new Exit('modeswitch.no-recipe', `${known.plugged.vendor}:${known.plugged.product}`));
});

/**
 * Serial interfaces tell as surely as the id, and a plugin may know more modem ids than those that its switch leads to: a stick in
 * modem mode that is told to switch loses its ttys (19d2:0031).
 */
const isModem = ({ product, interfaces }: UsbDevice, modemIds: ReadonlySet<string>): boolean =>
  modemIds.has(product) || interfaces.some(({ kind }) => kind === 'serial');

/** The product ids that count as modem mode for any model that shares this storage id. */
const becomes = ({ candidates }: Detected): ReadonlySet<string> =>
  new Set(candidates.flatMap(({ value }) => value.modeSwitch?.becomes ?? []));

const switched = (
  storage: UsbDevice,
  recipe: ModeSwitch,
  modemIds: ReadonlySet<string>,
  tools: StageTools,
): Observable<UsbDevice> => {
  const began = tools.clock.now();
  const returned$ = tools.usb.at$(storage.path).pipe(
    skipWhile((device) => device?.product === storage.product),
    filter((device) => device !== undefined),
    tap((device) => {
      const { vendor, product } = device;
      tools.report({ fact: 'usb.returned', vendor, product, ms: Math.round(tools.clock.now() - began) });
      if (!modemIds.has(device.product)) throw new Exit('modeswitch.unchanged', `${vendor}:${product}`);
    }),
  );
  return merge(returned$, overdue(storage, steps(storage, recipe, tools), tools)).pipe(first());
};

/** Emits as it begins and whenever something was done about the stick: the system is waited for, a program runs. It may leave from then on. */
const steps = (storage: UsbDevice, recipe: ModeSwitch, tools: StageTools): Observable<unknown> =>
  concat(
    of(undefined),
    defer(() => tools.usb.switchMode(storage, recipe)).pipe(tap((fact) => tools.report(fact))),
  ).pipe(tap(() => tools.announceAbsence()));

/** Each step gives the stick its whole time anew, until it has left: from then on nothing but its return is waited for. */
const overdue = (storage: UsbDevice, steps$: Observable<unknown>, tools: StageTools): Observable<never> => {
  const isThere$ = tools.usb.at$(storage.path).pipe(
    map((device) => device?.product === storage.product),
    startWith(true),
  );
  return steps$.pipe(
    withLatestFrom(isThere$),
    filter(([, isThere]) => isThere),
    switchMap(() => timer(tools.limits.reenumerate, tools.clock)),
    map(() => {
      throw new Exit('modeswitch.not-returned');
    }),
  );
};

const refined = (known: Detected, usb: UsbDevice, tools: StageTools): Observable<Learnt> =>
  defer(() => of(refine(known, usb, tools)));

/** Models that share the storage id are told apart by the id they come back with. */
const refine = (known: Detected, usb: UsbDevice, tools: StageTools): Learnt => {
  const found = matchDevice(known.candidates, usb, { pinned: tools.catalog.pinned() });
  if (found.kind !== 'known') throw new Exit('detect.unknown-device', `${usb.vendor}:${usb.product}`);
  const { device, candidates } = found;
  if (device !== known.device) {
    tools.report({ fact: 'device.refined', device: device.value.id, model: device.value.model, plugin: device.plugin });
  }
  return { usb, device, candidates };
};
