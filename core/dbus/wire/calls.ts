import { filter, Observable, type SchedulerLike, timer } from 'rxjs';
import type { OutgoingCall } from './bus.js';
import type { Connection } from './connection.js';
import { type Frame, frameType } from './dbus-next.js';
import { messageBus } from './message-bus.js';
import { busError, DbusError } from './values.js';

/** Cold: calls when subscribed, emits the body of the answer in the order in which things arrive, and completes; errors with DbusError. */
export type Request = (call: OutgoingCall) => Observable<readonly unknown[]>;

/** Calls that go out, and who waits for their answers. When the connection ends, all of them end. */
export const requests = (connection: Connection, clock: SchedulerLike): Request => {
  const queue = turns(connection);
  let ended = false;
  connection.frames$.pipe(filter(({ replySerial }) => replySerial !== undefined)).subscribe(queue.settle);
  connection.ended$.subscribe(() => {
    ended = true;
    queue.failAll(disconnected());
  });
  return (call) =>
    new Observable((subscriber) => {
      if (ended) return subscriber.error(disconnected());
      const pending: Pending = {
        call,
        fail: (error) => subscriber.error(error),
        settle: (answer) => {
          if (answer.type === frameType.error) return subscriber.error(refusal(answer));
          subscriber.next(answer.body ?? []);
          subscriber.complete();
        },
      };
      subscriber.add(timer(call.limitMs, clock).subscribe(() => pending.fail(noReply(call))));
      subscriber.add(() => queue.leave(pending));
      queue.enter(pending);
      return undefined;
    });
};

interface Pending {
  readonly call: OutgoingCall;
  readonly settle: (answer: Frame) => void;
  readonly fail: (error: unknown) => void;
  /** Of the message, once it is out. */
  serial?: number;
}

/**
 * Never more calls at once than the bus allows one connection: the others wait for their turn, and their time limit runs meanwhile. What
 * the bus itself is asked it answers at once, so that never waits behind a service which is silent.
 */
const turns = (connection: Connection) => {
  const waiting = new Set<Pending>();
  const outstanding = new Map<number, Pending>();
  const start = (pending: Pending) => {
    try {
      pending.serial = connection.send(asFrame(pending.call));
      outstanding.set(pending.serial, pending);
    } catch (error) {
      pending.fail(error);
    }
  };
  return {
    enter: (pending: Pending) => {
      if (outstanding.size < mostOutstanding || pending.call.destination === messageBus) start(pending);
      else waiting.add(pending);
    },
    leave: (pending: Pending) => {
      waiting.delete(pending);
      outstanding.delete(pending.serial ?? 0);
      const [next] = waiting;
      if (!next || outstanding.size >= mostOutstanding) return;
      waiting.delete(next);
      start(next);
    },
    settle: (answer: Frame) => outstanding.get(answer.replySerial ?? 0)?.settle(answer),
    failAll: (error: Error) => {
      const all = [...outstanding.values(), ...waiting];
      waiting.clear();
      for (const { fail } of all) fail(error);
    },
  };
};

/** The system bus refuses the 129th; some that we have given up on still count there. */
const mostOutstanding = 100;

const asFrame = ({ limitMs: _, ...call }: OutgoingCall): Omit<Frame, 'serial' | 'sender'> => ({
  type: frameType.call,
  ...call,
});

const refusal = ({ errorName, body: [text] = [] }: Frame): DbusError =>
  new DbusError(errorName ?? 'org.freedesktop.DBus.Error.Failed', typeof text === 'string' ? text : '');
const noReply = ({ destination, member, limitMs }: OutgoingCall): DbusError =>
  busError('NoReply', `${destination} did not answer ${member} within ${limitMs / 1000} s.`);
const disconnected = (): DbusError => busError('Disconnected', 'The connection to the message bus has ended.');
