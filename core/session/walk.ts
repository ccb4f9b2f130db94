import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  finalize,
  map,
  merge,
  type Observable,
  take,
  throwError,
  timer,
} from 'rxjs';
import { toExit } from '../facts/exit.js';
import type { Verdict } from '../facts/fact.js';
import type { Online, Plugged } from '../pipeline/knowledge.js';
import { pipeline } from '../pipeline/pipeline.js';
import { closed, type SessionParts } from './session-parts.js';
import { onlineVerdict } from './verdict.js';
import { unplugged } from './watch-presence.js';

/** The corridor, walked once. Nothing is opened before the last walk has given everything back. */
export const walk = (parts: SessionParts): Observable<Verdict> =>
  concat(
    closed(parts.lifetimes.walk),
    freshControl(parts),
    defer(() => {
      parts.tools.report({ fact: 'walk.started' });
      return merge(unplugged(parts.presence$), plugged(parts).pipe(pipeline(parts.tools)));
    }).pipe(catchError((error: unknown) => settled(error, parts))),
  ).pipe(
    map((online) => arrived(online, parts)),
    finalize(() => void parts.lifetimes.walk.close()),
  );

/**
 * The control port is open, or it is opened anew: after a call on a stick's only port, and nothing else has to be done again; or from there
 * on, since whoever took it away (a reset, another program, a driver) may have changed the modem too.
 */
const freshControl = ({ ledger, ports, lifetimes }: SessionParts): Observable<never> =>
  defer(() => {
    if (ledger.get('port-select') === undefined || ports.controlChannel()) return EMPTY;
    if (ports.wasCalledOn()) ledger.reopen('port-select');
    else ledger.clear('port-select');
    return closed(lifetimes.plug);
  });

/** Something else may be wanted while the stick is away for a switch: the walk then begins with its return. */
const plugged = ({ tools, path }: SessionParts): Observable<Plugged> =>
  tools.usb.at$(path).pipe(
    filter((device) => device !== undefined),
    take(1),
    map((device) => ({ plugged: device })),
  );

/** A stick that is pulled out takes its ttys away a moment before the bus says so: that word is waited for, and decides. */
const settled = (error: unknown, { tools, ports, presence$ }: SessionParts): Observable<never> => {
  const { clock, limits } = tools;
  const rethrown = throwError(() => error);
  return timer(0, clock).pipe(
    concatMap(() => {
      if (!ports.haveGone() && toExit(error).code !== 'port-select.no-tty') return rethrown;
      return merge(unplugged(presence$), timer(limits.unplugSettle, clock).pipe(concatMap(() => rethrown)));
    }),
  );
};

const arrived = (online: Online, parts: SessionParts): Verdict => {
  const { tools, history, ledger } = parts;
  remember(online, parts);
  tools.report({ fact: 'online' });
  ledger.arrived();
  history.arrived(tools.clock.now());
  return onlineVerdict(online, parts);
};

/** An APN that is none of the carrier's own would never be tried again, and must not push out one that is. */
const remember = ({ sim, carrier, plan: { apn } }: Online, { tools }: SessionParts): void => {
  if (sim === undefined || !carrier || !apn) return;
  if (!carrier.value.profiles.some((profile) => profile.apn === apn.value)) return;
  const known = tools.memory.profile(sim);
  if (known?.apn === apn.value && known.carrier === carrier.value.id) return;
  tools.memory.keepProfile(sim, { carrier: carrier.value.id, apn: apn.value });
  tools.report({ fact: 'memory.kept', what: 'profile', detail: apn.value });
};
