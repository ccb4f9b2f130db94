import { catchError, defer, EMPTY, filter, from, map, merge, type Observable } from 'rxjs';
import type { Bus } from '../wire/bus.js';
import { messageBus, toMessageBus } from '../wire/message-bus.js';
import { networkManager, settingsPath } from './settings-calls.js';

/**
 * Cold. Emits when NetworkManager is on the bus, and whenever it comes. Up to 1.42 it takes its name before its settings are there, and
 * who calls in between finds no such object: so this emits once more when they come. Ends with the bus.
 */
export const networkManagerComes = (bus: Bus): Observable<void> =>
  merge(nameTaken(bus), settingsAppear(bus), nameIsTaken(bus)).pipe(
    map(() => undefined),
    catchError(() => EMPTY),
  );

const nameTaken = (bus: Bus): Observable<unknown> =>
  bus
    .signals$({ sender: messageBus, interface: messageBus, member: 'NameOwnerChanged' })
    .pipe(filter(({ body: [name, , owner] }) => name === networkManager && owner !== ''));

const settingsAppear = (bus: Bus): Observable<unknown> =>
  bus
    .signals$({
      sender: networkManager,
      path: '/org/freedesktop',
      interface: 'org.freedesktop.DBus.ObjectManager',
      member: 'InterfacesAdded',
    })
    .pipe(filter(({ body: [path] }) => path === settingsPath));

/** Asks the bus, since a call to NetworkManager itself could start it. */
const nameIsTaken = (bus: Bus): Observable<unknown> =>
  defer(() => from(bus.call(toMessageBus('NameHasOwner', 's', [networkManager])))).pipe(
    filter(([taken]) => taken === true),
  );
