import { createConnection, type Socket } from 'node:net';
import {
  asyncScheduler,
  filter,
  firstValueFrom,
  from,
  map,
  race,
  type SchedulerLike,
  TimeoutError,
  take,
  timeout,
  timer,
} from 'rxjs';
import { answers } from './answers.js';
import type { Bus } from './bus.js';
import { busAddress, socketPath } from './bus-address.js';
import { requests } from './calls.js';
import { authenticate, type Connection, overSocket } from './connection.js';
import { frameType } from './dbus-next.js';
import { matches } from './matches.js';
import { toMessageBus } from './message-bus.js';
import { owners, signalsFromOwner } from './owners.js';

export interface BusOptions {
  /** `unix:path=…`; else $DBUS_SYSTEM_BUS_ADDRESS, else the system bus. */
  readonly address?: string;
  readonly clock?: SchedulerLike;
  /** Hears of faults of ours, which callers are never told in full; without it they are Node's warnings. */
  readonly onBug?: (error: unknown) => void;
}

/** Connects to a message bus and says hello. Rejects with an Error that says which bus, what is wrong and what to do. */
export const connectBus = async (options: BusOptions = {}): Promise<Bus> => {
  const { clock = asyncScheduler, onBug = warn } = options;
  const address = busAddress(options.address);
  const path = socketPath(address);
  if (path === undefined)
    throw new Error(`Dialtone reaches a message bus by unix:path=… only, and its address is "${address}".`);
  const socket = createConnection(path);
  try {
    const bus$ = from(greeted(socket, clock, onBug));
    return await firstValueFrom(bus$.pipe(timeout({ first: connectLimit, scheduler: clock })));
  } catch (cause) {
    socket.destroy();
    throw new Error(whyNot(address, cause), { cause });
  }
};

/** From the first byte to the unique name, in milliseconds. */
const connectLimit = 10_000;
/** What has been sent has this long to go out, in milliseconds. */
const closeLimit = 1_000;
const doNotQueue = 4;
/** RequestName's answers: it is ours now, or was already. */
const owned: readonly unknown[] = [1, 4];

const greeted = async (socket: Socket, clock: SchedulerLike, onBug: (error: unknown) => void): Promise<Bus> => {
  await authenticate(socket);
  const connection = overSocket(socket);
  const request = requests(connection, clock);
  const matched = matches(connection, request);
  const ownersOf = owners(matched, request);
  const ask = async (member: string, signature?: string, body?: readonly unknown[]): Promise<unknown> =>
    (await firstValueFrom(request(toMessageBus(member, signature, body))))[0];
  return {
    serve: answers(connection, onBug),
    uniqueName: String(await ask('Hello')),
    call: (call) => firstValueFrom(request(call)),
    emit: (signal) => {
      try {
        connection.send({ type: frameType.signal, ...signal });
      } catch (cause) {
        onBug(new Error(`The signal ${signal.interface}.${signal.member} cannot be sent.`, { cause }));
      }
    },
    signals$: signalsFromOwner(matched, ownersOf),
    requestName: async (name) =>
      owned.includes(await ask('RequestName', 'su', [name, doNotQueue])) ? 'owned' : 'taken',
    vanished$: (name) =>
      ownersOf(name).pipe(
        filter((owner) => owner === ''),
        take(1),
        map(() => undefined),
      ),
    userOf: async (sender) => Number(await ask('GetConnectionUnixUser', 's', [sender])),
    gone$: connection.ended$.pipe(
      filter((how) => how === 'lost'),
      map(() => undefined),
    ),
    close: () => closed(connection, clock),
  };
};

const closed = async (connection: Connection, clock: SchedulerLike): Promise<void> => {
  connection.close();
  await firstValueFrom(race(connection.ended$, timer(closeLimit, clock)));
  connection.cut();
};

const warn = (error: unknown): void => process.emitWarning(error instanceof Error ? error : String(error));

const whyNot = (address: string, cause: unknown): string => {
  if (cause instanceof TimeoutError)
    return `The message bus at ${address} did not answer within ${connectLimit / 1000} s.`;
  const { code = '', message = '' } = cause as { readonly code?: string; readonly message?: string };
  if (code === 'ENOENT' || code === 'ECONNREFUSED')
    return `There is no message bus at ${address}. Start it (systemctl start dbus), or set DBUS_SYSTEM_BUS_ADDRESS to the right one.`;
  if (code === 'EACCES') return `This user may not reach the message bus at ${address}. Try again with sudo.`;
  return `The message bus at ${address} does not take us: ${message}`;
};
