import { isIPv4 } from 'node:net';
import { defer as deferred, from, ignoreElements, type SchedulerLike } from 'rxjs';
import type { FactBody } from '../../facts/fact.js';
import { limits as corridorLimits, type Limits } from '../../pipeline/limits.js';
import type { HostNetwork, LinkInUse } from '../../pipeline/tools.js';
import { monotonicClock } from '../monotonic-clock.js';
import { setDefaultRoute } from './default-route.js';
import { isThere, linuxNetwork, type NetworkPlaces } from './network-places.js';
import { findResolvers, type Resolver, resolverFor } from './resolver.js';
import { type Call, runProgram } from './run-program.js';

export interface HostNetworkOptions {
  /** Whether a link takes the machine's traffic. Without it its name servers are for those only who ask through it. */
  readonly defaultRoute: boolean;
  readonly clock?: SchedulerLike;
  readonly limits?: Pick<Limits, 'resolver'>;
  readonly places?: NetworkPlaces;
}

/** What a stick lends: `defer` takes what is to be given back at the end of its walk. */
export interface Lent {
  readonly defer: (close: () => Promise<void>) => void;
  readonly report: (fact: FactBody) => void;
}

/**
 * Leads the machine's traffic and names into links, as far as nobody else does: a default route by the kernel, name servers by
 * whoever on this machine takes them. /etc/resolv.conf is never written.
 */
export const hostNetwork = (options: HostNetworkOptions): ((lent: Lent) => HostNetwork) => {
  const around = { clock: monotonicClock, limits: corridorLimits, places: linuxNetwork(), ...options };
  return ({ defer, report }) => ({
    use: (link) =>
      deferred(() => {
        const inUse = takeIntoUse(link, { ...around, report });
        // Before it is done: a walk that ends meanwhile waits for it, and takes it back.
        defer(async () => (await inUse)());
        return from(inUse).pipe(ignoreElements());
      }),
  });
};

type Around = Required<HostNetworkOptions> & Pick<Lent, 'report'>;
type Undo = () => void | Promise<void>;

/** Resolves, with what takes it back, when all is set that can be. The route is set, and goes, at once. */
const takeIntoUse = async (link: LinkInUse, around: Around): Promise<() => Promise<void>> => {
  const route = around.defaultRoute ? routed(link, around) : {};
  const forget = await named(link, route.metric, around);
  return async () => {
    route.undo?.();
    await forget?.();
  };
};

const routed = (
  { interface: name }: LinkInUse,
  { places, report }: Around,
): { readonly metric?: number; readonly undo?: () => void } => {
  const route = setDefaultRoute(name, places);
  if (!route.ok) {
    report({ fact: 'route.not-set', interface: name, because: route.because });
    return {};
  }
  const { metric, remove } = route;
  report({ fact: 'route.set', interface: name, metric });
  return {
    metric,
    undo: () => {
      if (remove()) report({ fact: 'route.removed', interface: name });
    },
  };
};

const named = async (link: LinkInUse, metric: number | undefined, around: Around): Promise<Undo | undefined> => {
  // They came from the network, and go into the arguments and the input of programs that run as root.
  const servers = [...new Set(link.dns.filter((server) => isIPv4(server)))];
  if (servers.length === 0) return undefined;
  const { interface: name } = link;
  const resolver = resolverFor(findResolvers(around.places), {
    interface: name,
    servers,
    ...(metric === undefined ? {} : { metric }),
  });
  if ('because' in resolver) {
    around.report({ fact: 'dns.not-set', servers, because: resolver.because });
    return undefined;
  }
  const failure = await firstFailure(resolver.set, around);
  const { by } = resolver;
  around.report(
    failure === undefined
      ? { fact: 'dns.set', by, interface: name, servers }
      : { fact: 'dns.not-set', servers, because: `${by}: ${failure}` },
  );
  return async () => {
    // What has failed may have done half of it.
    const gone = await undone(resolver, name, around);
    if (gone && failure === undefined) around.report({ fact: 'dns.removed', by, interface: name });
  };
};

const firstFailure = async (calls: readonly Call[], around: Around): Promise<string | undefined> => {
  for (const call of calls) {
    const ended = await run(call, around);
    if (!ended.ok) return ended.because;
  }
  return undefined;
};

/** The link ends at the same time: it may go while the program runs. */
const undone = async ({ forgets, undo }: Resolver, name: string, around: Around): Promise<boolean> => {
  const gone = () => forgets && !isThere(name, around.places);
  return gone() || (await run(undo, around)).ok || gone();
};

const run = (call: Call, { clock, limits }: Around) => runProgram(call, { clock, limitMs: limits.resolver });
