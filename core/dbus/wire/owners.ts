import { catchError, defer, filter, ignoreElements, map, merge, type Observable, of, tap, throwError } from 'rxjs';
import type { Signal, SignalRule } from './bus.js';
import type { Request } from './calls.js';
import type { Matches } from './matches.js';
import { isUniqueName, messageBus, toMessageBus } from './message-bus.js';
import { DbusError } from './values.js';

/** Cold. The unique name that owns this one, and each change of it; empty while nobody does. */
export type Owners = (name: string) => Observable<string>;

export const owners =
  (matches: Matches, request: Request): Owners =>
  (name) =>
    merge(
      matches({ sender: messageBus, interface: messageBus, member: 'NameOwnerChanged', arg0: name }).pipe(
        map(({ body }) => String(body[2])),
      ),
      request(toMessageBus('GetNameOwner', 's', [name])).pipe(
        map(([owner]) => String(owner)),
        catchError((error: unknown) => (isNobody(error) ? of('') : throwError(() => error))),
      ),
    );

const isNobody = (error: unknown): boolean =>
  error instanceof DbusError && error.errorName === `${messageBus}.Error.NameHasNoOwner`;

/**
 * Signals as asked for. They carry the unique name of their sender, and anybody may send one to us alone: where a well-known name is
 * asked for, only its owner's pass.
 */
export const signalsFromOwner =
  (matches: Matches, ownersOf: Owners) =>
  (rule: SignalRule): Observable<Signal> => {
    const { sender } = rule;
    if (sender === undefined || isUniqueName(sender)) return matches(rule);
    return defer(() => {
      let owner = '';
      const followed = ownersOf(sender).pipe(
        tap((name) => {
          owner = name;
        }),
        ignoreElements(),
      );
      return merge(followed, matches(rule).pipe(filter((signal) => signal.sender === owner)));
    });
  };
