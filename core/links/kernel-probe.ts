import { randomBytes } from 'node:crypto';
import { closeSync, writeSync } from 'node:fs';
import {
  catchError,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  reduce,
  type SchedulerLike,
  take,
  takeUntil,
  tap,
  timer,
  using,
} from 'rxjs';
import type { Probe } from '../facts/fact.js';
import { buildDnsQuery, dnsType, parseDnsAnswer } from '../ppp/dns-message.js';
import { buildEcho, parseEcho, parseIpv4 } from '../ppp/ip-packet.js';
import { arrivals } from './arrivals.js';
import { type BoundTo, openIcmpSocket, openUdpSocket } from './bound-socket.js';

export interface ProbeRequest extends BoundTo {
  /** Name servers of the link; none means that names cannot work. */
  readonly dns: readonly string[];
  /** Milliseconds until it gives up waiting. */
  readonly limitMs: number;
  readonly clock: SchedulerLike;
}

/**
 * Asks `target` for an echo and every name server for the root's servers, again each second, through this interface only. Gives exactly
 * one Probe: as soon as both are answered, or what is known at the limit. `ok` when anything at all came back: many networks
 * drop pings and carry traffic. Never errors; what cannot be asked is not answered.
 */
export const probeThroughInterface = (request: ProbeRequest): Observable<Probe> =>
  merge(
    echoed(request).pipe(map((rttMs) => ({ ok: true, rttMs }))),
    merge(...request.dns.map((server) => named(request, server))).pipe(
      take(1),
      map(() => ({ ok: true, names: true })),
    ),
  ).pipe(
    takeUntil(timer(request.limitMs, request.clock)),
    reduce<Partial<Probe>, Probe>((known, learnt) => ({ ...known, ...learnt }), { ok: false, names: false }),
  );

/** How often a question that got no answer is asked again, in milliseconds: the first packets of a radio link are easily lost. */
const againMs = 1000;

/** Largest answer that is read, in bytes. */
const largestAnswer = 2048;

const echoed = (request: ProbeRequest): Observable<number> => {
  const data = randomBytes(16);
  return roundTrip(request.clock, {
    open: () => openIcmpSocket(request),
    ask: (sequence) => buildEcho({ kind: 'request', id: process.pid & 0xffff, sequence, data }),
    answers: (bytes) => {
      // A ping socket leaves the IP header out.
      const echo = parseEcho(parseIpv4(bytes)?.payload ?? bytes);
      return echo?.kind === 'reply' && data.equals(echo.data) ? echo.sequence : undefined;
    },
  });
};

const named = (request: ProbeRequest, server: string): Observable<number> => {
  const first = randomBytes(2).readUInt16BE();
  return roundTrip(request.clock, {
    open: () => openUdpSocket({ ...request, target: server }, 53),
    ask: (sequence) => buildDnsQuery({ id: (first + sequence) & 0xffff, name: '.', type: dnsType.ns }),
    answers: (bytes) => {
      const answer = parseDnsAnswer(bytes);
      return answer && (answer.id - first) & 0xffff;
    },
  });
};

/** A question to the other end. `answers` tells which asking an arrival belongs to, counted from 0, if any. */
interface Question {
  readonly open: () => number;
  readonly ask: (sequence: number) => Uint8Array;
  readonly answers: (bytes: Uint8Array) => number | undefined;
}

/** Milliseconds from asking to the first answer; completes without one when it cannot be asked. */
const roundTrip = (clock: SchedulerLike, question: Question): Observable<number> =>
  using(
    () => openDescriptor(question.open),
    (resource) => {
      const fd = (resource as Descriptor).fd;
      const askedAt: number[] = [];
      const ask = (sequence: number) => {
        askedAt[sequence] = clock.now();
        sendOrLose(fd, question.ask(sequence));
      };
      const asking$ = timer(0, againMs, clock).pipe(tap(ask), ignoreElements());
      const answered$ = arrivals(fd, largestAnswer).pipe(
        map((bytes) => askedAt[question.answers(bytes) ?? -1]),
        filter((at) => at !== undefined),
        map((at) => clock.now() - at),
      );
      return merge(asking$, answered$).pipe(take(1));
    },
  ).pipe(catchError(() => EMPTY));

interface Descriptor {
  readonly fd: number;
  readonly unsubscribe: () => void;
}
const openDescriptor = (open: () => number): Descriptor => {
  const fd = open();
  return { fd, unsubscribe: () => closeSync(fd) };
};

/** A full queue or an unreachable network: the next asking may get through. */
const sendOrLose = (fd: number, bytes: Uint8Array): void => {
  try {
    writeSync(fd, bytes);
  } catch {
    // Lost.
  }
};
