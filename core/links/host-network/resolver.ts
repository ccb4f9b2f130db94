import { existsSync } from 'node:fs';
import { findProgram } from '../find-program.js';
import type { NetworkPlaces } from './network-places.js';
import { recordOf } from './record.js';
import type { Call } from './run-program.js';

/** Whom the name servers of a link are for. */
export interface Wish {
  readonly interface: string;
  /** IPv4 addresses; at least one. */
  readonly servers: readonly string[];
  /** The metric of the default route through the link; absent where it has none. */
  readonly metric?: number;
}

/** Who on this machine takes the name servers of a link, and how. */
export interface Resolver {
  readonly by: 'resolvectl' | 'resolvconf';
  /** One after the other; where one fails, the others must not follow. */
  readonly set: readonly Call[];
  readonly undo: Call;
  /** What it was told is forgotten with the interface, even when nobody undoes it. */
  readonly forgets: boolean;
}

/** Paths of the programs that can be used now. */
export interface Resolvers {
  readonly resolvectl?: string | undefined;
  readonly resolvconf?: string | undefined;
}

/** Looks now, and not at the start of the process: they come with packages, and with services. */
export const findResolvers = ({ resolved, programs }: NetworkPlaces): Resolvers => ({
  resolvectl: existsSync(resolved) ? findProgram('resolvectl', programs) : undefined,
  resolvconf: findProgram('resolvconf', programs),
});

/** systemd-resolved knows of links, so it goes first; whoever has none of the two is told the name servers and keeps /etc/resolv.conf as it is. */
export const resolverFor = (
  { resolvectl, resolvconf }: Resolvers,
  wish: Wish,
): Resolver | { readonly because: string } => {
  if (resolvectl !== undefined) return withResolvectl(resolvectl, wish);
  if (wish.metric === undefined) return { because: `the default route does not go through ${wish.interface}` };
  if (resolvconf !== undefined) return withResolvconf(resolvconf, wish, wish.metric);
  return { because: 'this machine has neither systemd-resolved nor resolvconf' };
};

/** The servers come last: until then the link counts for nothing, so a failure before leaves nothing half done. */
const withResolvectl = (program: string, { interface: link, servers, metric }: Wish): Resolver => ({
  by: 'resolvectl',
  set: [...scope(program, link, metric), { command: [program, 'dns', link, ...servers] }],
  undo: { command: [program, 'revert', link] },
  forgets: true,
});

/** A link is asked for every name, beside all others, unless it is told otherwise. */
const scope = (program: string, link: string, metric: number | undefined): readonly Call[] => {
  if (metric === undefined) return [{ command: [program, 'default-route', link, 'false'] }];
  // The only way out: servers of links that lead nowhere must not be waited for.
  return metric === 0 ? [{ command: [program, 'domain', link, '~.'] }] : [];
};

const withResolvconf = (program: string, { interface: link, servers }: Wish, metric: number): Resolver => ({
  by: 'resolvconf',
  set: [
    {
      command: [program, '-a', recordOf(link)],
      input: servers.map((server) => `nameserver ${server}\n`).join(''),
      // openresolv puts those of a lower metric in front. Debian's resolvconf does not know it, and has links of no known kind last anyway.
      env: { IF_METRIC: String(metric) },
    },
  ],
  undo: { command: [program, '-d', recordOf(link)] },
  forgets: false,
});
