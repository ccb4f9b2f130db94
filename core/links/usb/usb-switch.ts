import { existsSync, readFileSync } from 'node:fs';
import type { ModeSwitch } from '@dialtone/plugins';
import {
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  finalize,
  ignoreElements,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  take,
  throwError,
  timer,
} from 'rxjs';
import { Exit } from '../../facts/exit.js';
import type { FactBody } from '../../facts/fact.js';
import type { Limits } from '../../pipeline/limits.js';
import type { Usb, UsbDevice } from '../../pipeline/tools.js';
import { findProgram } from '../find-program.js';
import { type ProgramEnd, runProgram } from './run-program.js';
import { systemRule } from './system-rule.js';
import type { Plug, Seen, UsbBus } from './usb-bus.js';
import { deviceFolder, type UsbPlaces } from './usb-places.js';

export interface SwitchParts {
  readonly bus: UsbBus;
  readonly places: UsbPlaces;
  readonly clock: SchedulerLike;
  readonly limits: Pick<Limits, 'systemSwitch' | 'switchTool'>;
}

/**
 * Leaves the switch to the system where that knows the stick, up to a limit, and else runs usb_modeswitch, once a plug: a stick in modem
 * mode that is told to switch may lose its ttys.
 */
export const usbSwitch = (parts: SwitchParts): Usb['switchMode'] => {
  const sent = new WeakSet<Plug>();
  return (device, recipe) =>
    defer(() => {
      const seen = parts.bus.now(device.path);
      if (seen === undefined || !isSameId(seen.device, device) || sent.has(seen.plug)) return EMPTY;
      const stillThere = () => parts.bus.now(device.path)?.plug === seen.plug;
      return concat(
        awaited(seen, parts),
        defer(() => (stillThere() ? ourselves(seen, recipe, stillThere, sent, parts) : EMPTY)),
      );
    });
};

const isSameId = (a: UsbDevice, b: UsbDevice): boolean => a.vendor === b.vendor && a.product === b.product;

/** The system's time counts from the plug: a stick that has long been there as a CD-ROM will not be switched any more. */
const awaited = (seen: Seen, { bus, places, clock, limits }: SwitchParts): Observable<FactBody> => {
  const rule = systemRule(seen.device, places);
  const limitMs = Math.round(limits.systemSwitch - msSincePlug(seen.device.path, places));
  if (rule === undefined || limitMs <= 0) return EMPTY;
  const left$ = bus.at$(seen.device.path).pipe(filter(() => bus.now(seen.device.path)?.plug !== seen.plug));
  return concat(
    of<FactBody>({ fact: 'modeswitch.awaited', rule, limitMs }),
    merge(left$, timer(limitMs, clock)).pipe(take(1), ignoreElements()),
  );
};

/** 0 where the kernel does not count it. */
const msSincePlug = (path: string, places: UsbPlaces): number => {
  const file = `${deviceFolder(places, path)}/power/connected_duration`;
  try {
    return existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : 0;
  } catch {
    return 0;
  }
};

const ourselves = (
  { device, bus: busNumber, number, plug }: Seen,
  recipe: ModeSwitch,
  stillThere: () => boolean,
  sent: WeakSet<Plug>,
  { bus, places, clock, limits }: SwitchParts,
): Observable<FactBody> => {
  const program = findProgram('usb_modeswitch', places.programs);
  if (program === undefined) return throwError(() => new Exit('modeswitch.no-tool'));
  let ended = false;
  sent.add(plug);
  return concat(
    of<FactBody>({ fact: 'modeswitch.sent', method: recipe.method }),
    runProgram(program, switchArguments(device, busNumber, number, recipe), { limitMs: limits.switchTool, clock }).pipe(
      concatMap(async (end) => {
        ended = true;
        // A stick that takes the switch may leave before the program has its answer, and that is no refusal.
        await bus.look(device.path);
        return end;
      }),
      concatMap((end) =>
        concat(
          of<FactBody>(toolEnded(end)),
          defer(() => (stillThere() ? refusal(end, limits.switchTool) : EMPTY)),
        ),
      ),
    ),
  ).pipe(
    finalize(() => {
      // Nobody knows what a program that we killed has sent: where the stick is still there, it may be told again.
      if (!ended) sent.delete(plug);
    }),
  );
};

/** The very device, by its numbers on the bus: two sticks of a kind have the same id. */
export const switchArguments = (
  { vendor, product }: UsbDevice,
  bus: number,
  number: number,
  recipe: ModeSwitch,
): readonly string[] => [
  ...['-v', `0x${vendor}`, '-p', `0x${product}`, '-b', String(bus), '-g', String(number)],
  ...(recipe.method === 'eject' ? ['-K'] : ['-M', recipe.message]),
];

const toolEnded = ({ status, said }: ProgramEnd): FactBody => ({
  fact: 'modeswitch.tool-ended',
  ...(status === undefined ? {} : { status }),
  said,
});

const refusal = ({ status, said, inTime }: ProgramEnd, limitMs: number): Observable<never> => {
  if (status === 0) return EMPTY;
  const detail = inTime ? said : `usb_modeswitch did not end within ${limitMs / 1000} s`;
  return throwError(() => new Exit('modeswitch.refused', detail === '' ? `status ${status}` : detail));
};
