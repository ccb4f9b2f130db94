import { filter, finalize, map, merge, Observable, share, takeUntil } from 'rxjs';
import type { Signal, SignalRule } from './bus.js';
import type { Request } from './calls.js';
import type { Connection } from './connection.js';
import { type Frame, frameType } from './dbus-next.js';
import { isUniqueName, toMessageBus } from './message-bus.js';

/** `arg0`: the first value of the body, a string. */
export type MatchRule = SignalRule & { readonly arg0?: string };
/** Cold. Completes when the connection ends. A well-known name as the sender is not looked at here, only by the bus (owners.ts). */
export type Matches = (rule: MatchRule) => Observable<Signal>;

/** The bus is asked for each rule once, for as long as somebody is subscribed to it. */
export const matches = (connection: Connection, request: Request): Matches => {
  const signals$ = connection.frames$.pipe(
    filter(({ type }) => type === frameType.signal),
    map(asSignal),
  );
  const held = new Map<string, Observable<never>>();
  const hold = (rule: string): Observable<never> => {
    const shared =
      held.get(rule) ??
      matchOnBus(rule, request).pipe(
        finalize(() => held.delete(rule)),
        share(),
      );
    held.set(rule, shared);
    return shared;
  };
  return (rule) =>
    new Observable<Signal>((subscriber) =>
      merge(signals$.pipe(filter(fits(rule))), hold(asText(rule)))
        .pipe(takeUntil(connection.ended$))
        .subscribe(subscriber),
    );
};

const matchOnBus = (rule: string, request: Request): Observable<never> =>
  new Observable((subscriber) => {
    subscriber.add(
      request(toMessageBus('AddMatch', 's', [rule])).subscribe({ error: (error) => subscriber.error(error) }),
    );
    // It has gone already where the bus never took it, or is no more.
    subscriber.add(() => request(toMessageBus('RemoveMatch', 's', [rule])).subscribe({ error: () => undefined }));
  });

const asText = (rule: MatchRule): string =>
  Object.entries({ type: 'signal', ...rule })
    .map(([key, value]) => `${key}='${value.replaceAll("'", "'\\''")}'`)
    .join(',');

const asSignal = (frame: Frame): Signal => ({
  sender: frame.sender ?? '',
  path: frame.path ?? '',
  interface: frame.interface ?? '',
  member: frame.member ?? '',
  signature: frame.signature ?? '',
  body: frame.body ?? [],
});

const fits =
  (rule: MatchRule) =>
  (signal: Signal): boolean =>
    (['path', 'interface', 'member'] as const).every((key) => rule[key] === undefined || rule[key] === signal[key]) &&
    (rule.arg0 === undefined || rule.arg0 === signal.body[0]) &&
    (rule.sender === undefined || !isUniqueName(rule.sender) || rule.sender === signal.sender);
