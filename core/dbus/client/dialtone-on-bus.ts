import { filter, map, merge, type Observable, take } from 'rxjs';
import type { Fact } from '../../facts/fact.js';
import { UsageError } from '../../facts/usage-error.js';
import { ownRootInterface, root, serviceName } from '../face-state.js';
import type { StickStatus } from '../status.js';
import type { Bus } from '../wire/bus.js';
import { toMessageBus } from '../wire/message-bus.js';
import { DbusError } from '../wire/values.js';
import { readFact } from './read-fact.js';
import { readStatus } from './read-status.js';

/** A Dialtone that runs elsewhere, as it is seen over the bus. */
export interface DialtoneOnBus {
  /** Rejects with UsageError, in a sentence, where no Dialtone answers. It never makes the bus start one. */
  readonly sticks: () => Promise<readonly StickStatus[]>;
  /** Each fact from the subscription on. Completes when the bus goes. */
  readonly facts$: Observable<Fact>;
  /** Emits once, when nobody answers there any more, and completes. */
  readonly vanished$: Observable<void>;
}

export const dialtoneOnBus = (bus: Bus): DialtoneOnBus => ({
  sticks: async () => {
    try {
      return read(await getSticks(bus));
    } catch (error) {
      throw error instanceof DbusError ? new UsageError(whyNot(error)) : error;
    }
  },
  facts$: bus.signals$({ sender: serviceName, path: root, interface: ownRootInterface, member: 'Fact' }).pipe(
    map(({ body: [json] }) => readFact(json)),
    filter((fact) => fact !== undefined),
  ),
  vanished$: merge(bus.vanished$(serviceName), bus.gone$).pipe(take(1)),
});

/** Asked of whoever has the name at this moment: a call to the name itself would have the bus start ModemManager. */
const getSticks = async (bus: Bus): Promise<unknown> => {
  const [owner] = await bus.call(toMessageBus('GetNameOwner', 's', [serviceName]));
  const [sticks] = await bus.call({
    destination: String(owner),
    path: root,
    interface: ownRootInterface,
    member: 'GetSticks',
    limitMs: answerLimit,
  });
  return sticks;
};

/** It has the answer at hand. Milliseconds. */
const answerLimit = 5_000;

const read = (answer: unknown): readonly StickStatus[] => {
  const sticks = Array.isArray(answer) ? answer.map(readStatus) : [undefined];
  if (!sticks.every((stick) => stick !== undefined)) throw new UsageError(notRead);
  return sticks;
};

const whyNot = ({ errorName, message }: DbusError): string => {
  const nick = errorName.split('.').at(-1) ?? '';
  return reasons[nick] ?? `The Dialtone that runs here did not answer: ${message || errorName}`;
};

const notRunning =
  'Dialtone does not run as a service here: `dialtone install-service` starts it, now and at every start.';
const notOurs =
  'ModemManager, not Dialtone, answers on the system bus: `dialtone install-service` puts Dialtone in its place.';
const notRead =
  'The Dialtone that runs here told something that this one cannot read: it is another version. Restart it with `systemctl restart dialtone`.';

/** By the last word of the error's name. */
const reasons: Readonly<Record<string, string>> = {
  NameHasNoOwner: notRunning,
  ServiceUnknown: notRunning,
  UnknownMethod: notOurs,
  UnknownInterface: notOurs,
  UnknownObject: notOurs,
  AccessDenied:
    'This user may not ask who answers on the system bus, which may be ModemManager itself: try it with sudo.',
  NoReply: `The Dialtone that runs here did not answer within ${answerLimit / 1000} s: \`journalctl -u dialtone\` says what it does.`,
  Disconnected: 'The message bus went away: start it anew with `systemctl start dbus`.',
};
