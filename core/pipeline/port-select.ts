import type { DeviceDefinition, PortRole } from '@dialtone/plugins';
import {
  concat,
  defer,
  filter,
  first,
  ignoreElements,
  map,
  merge,
  type Observable,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  throwIfEmpty,
  timeout,
  timer,
} from 'rxjs';
import { Exit } from '../facts/exit.js';
import type { Ported, PortPlace, Switched } from './knowledge.js';
import { stage } from './stage.js';
import type { StageTools, UsbDevice, UsbInterface } from './tools.js';

type Learnt = Pick<Ported, 'controlPort' | 'dataPort' | 'control'>;
type Places = Pick<Ported, 'controlPort' | 'dataPort'>;

/**
 * Finds the command and the data port by USB interface number (interface 2 of an MF627 is a card reader, so ttyUSB2 is
 * interface 3) and opens the one for commands. An interface without a role is never opened.
 */
export const portSelect = stage<Switched, Learnt>('port-select', (known, tools) => {
  const roles = rolesOf(known.device.value);
  return withTtys(known.usb, roles, tools).pipe(
    switchMap((usb) => {
      const places = choose(usb, roles);
      if (!places) return throwError(() => new Exit('port-select.no-roles', `${usb.vendor}:${usb.product}`));
      tools.report({
        fact: 'ports.selected',
        control: places.controlPort.port,
        data: places.dataPort.port,
        ports: described(usb, roles),
      });
      return tools.ports.control(places.controlPort).pipe(map((control) => ({ ...places, control })));
    }),
  );
});

type Roles = ReadonlyMap<number, PortRole>;
const rolesOf = ({ ports }: DeviceDefinition): Roles =>
  new Map(Object.entries(ports).map(([number, role]) => [Number(number), role]));

/**
 * The kernel shows interfaces and ttys one by one after the stick is there: taking the first one that has a tty would mistake a stick
 * with two ports for one with a single port. A variant that lacks one of them is used with what it has when the limit has passed.
 */
const withTtys = (usb: UsbDevice, roles: Roles, tools: StageTools): Observable<UsbDevice> => {
  const device$ = defer(() => tools.usb.at$(usb.path)).pipe(filter((device) => device !== undefined));
  const complete$ = device$.pipe(filter((device) => isComplete(device, roles)));
  const inTime$ = timer(tools.limits.ttys, tools.clock).pipe(ignoreElements());
  return merge(complete$, concat(driven(device$, roles, tools), inTime$, asItIs(device$, roles, tools))).pipe(first());
};

/** Completes when the kernel's drivers have the stick: by themselves, or since the bus was told to bind one. */
const driven = (device$: Observable<UsbDevice>, roles: Roles, tools: StageTools): Observable<never> =>
  device$.pipe(
    filter((device) => !isUnclaimed(device, roles)),
    take(1),
    timeout({
      first: tools.limits.driver,
      scheduler: tools.clock,
      with: () =>
        device$.pipe(
          take(1),
          switchMap((device) => bound(device, roles, tools)),
        ),
    }),
    ignoreElements(),
  );

const bound = (device: UsbDevice, roles: Roles, tools: StageTools): Observable<unknown> => {
  const free = named(device, roles).filter(({ kind }) => kind === 'serial');
  return tools.usb
    .bindDriver(
      device,
      free.map(({ number }) => number),
    )
    .pipe(tap((fact) => tools.report(fact)));
};

/** Where the bus cannot tell who has claimed what, nothing is called unclaimed. */
const isUnclaimed = (device: UsbDevice, roles: Roles): boolean => {
  const interfaces = named(device, roles);
  return (
    interfaces.some(({ driver }) => driver === 'none') &&
    interfaces.every(({ driver, tty }) => tty === undefined && (driver === undefined || driver === 'none'))
  );
};

const named = ({ interfaces }: UsbDevice, roles: Roles): readonly UsbInterface[] =>
  interfaces.filter(({ number }) => roles.has(number));

/** With the ports that it has, at this moment. */
const asItIs = (device$: Observable<UsbDevice>, roles: Roles, { clock }: StageTools): Observable<UsbDevice> =>
  device$.pipe(
    takeUntil(timer(0, clock)),
    take(1),
    map((device) => {
      if (usable(device, roles).length > 0) return device;
      if (isUnclaimed(device, roles)) throw new Exit('port-select.no-driver', `${device.vendor}:${device.product}`);
      throw new Exit('port-select.no-tty');
    }),
    throwIfEmpty(() => new Exit('port-select.no-tty')),
  );

const isComplete = (usb: UsbDevice, roles: Roles): boolean => {
  const wanted = [...roles].filter(([, role]) => isUsable(role)).map(([number]) => number);
  const there = usable(usb, roles).map(({ number }) => number);
  return wanted.every((number) => there.includes(number));
};

const usable = (usb: UsbDevice, roles: Roles): readonly UsbInterface[] =>
  usb.interfaces.filter(({ number, tty }) => tty !== undefined && isUsable(roles.get(number)));
const isUsable = (role: PortRole | undefined): boolean => role === 'at' || role === 'data';

/** A stick with a single port uses it for both. */
const choose = (usb: UsbDevice, roles: Roles): Places | undefined => {
  const places = usable(usb, roles).flatMap(({ number, tty }) =>
    tty === undefined ? [] : [{ port: number, path: tty, role: roles.get(number) }],
  );
  const at = places.find(({ role }) => role === 'at');
  const data = places.find(({ role }) => role === 'data');
  const controlPort = place(at ?? data);
  const dataPort = place(data ?? at);
  return controlPort && dataPort ? { controlPort, dataPort } : undefined;
};
const place = (found: PortPlace | undefined): PortPlace | undefined => found && { port: found.port, path: found.path };

const described = (usb: UsbDevice, roles: Roles) =>
  usb.interfaces.map(({ number, tty, driver }) => ({
    interface: number,
    role: roles.get(number) ?? ('ignore' as const),
    ...(tty === undefined ? {} : { path: tty }),
    ...(driver === undefined || driver === 'none' ? {} : { driver }),
  }));
