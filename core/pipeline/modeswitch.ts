import type { ModeSwitch } from '@dialtone/plugins';
import {
  defer,
  filter,
  first,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  skipWhile,
  tap,
  throwError,
  timeout,
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
    first(),
    timeout({
      first: tools.limits.reenumerate,
      scheduler: tools.clock,
      with: () => throwError(() => new Exit('modeswitch.not-returned')),
    }),
  );
  const switch$ = defer(() => {
    tools.announceAbsence();
    return tools.usb.switchMode(storage, recipe).pipe(
      tap((fact) => tools.report(fact)),
      ignoreElements(),
    );
  });
  return merge(returned$, switch$).pipe(first());
};

const refined = (known: Detected, usb: UsbDevice, tools: StageTools): Observable<Learnt> =>
  defer(() => of(refine(known, usb, tools)));

/** Models that share the storage id are told apart by the id they come back with. */
const refine = (known: Detected, usb: UsbDevice, tools: StageTools): Learnt => {
  const found = matchDevice(known.candidates, usb);
  if (found.kind !== 'known') throw new Exit('detect.unknown-device', `${usb.vendor}:${usb.product}`);
  const { device, candidates } = found;
  if (device !== known.device) {
    tools.report({ fact: 'device.refined', device: device.value.id, model: device.value.model, plugin: device.plugin });
  }
  return { usb, device, candidates };
};
