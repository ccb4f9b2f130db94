/**
 * The metric for one more default route, in a machine with these IPv4 routes (the text of /proc/net/route): 0, before all that may still come, where it has
 * none, else the first from 700 on that no other has: behind what NetworkManager gives to wires (100) and wireless (600). A link keeps
 * its metric when another goes: nothing that goes through it is cut for that.
 */
export const freeMetric = (routes: string): number => {
  const defaults = defaultRoutesIn(routes);
  return defaults.some(({ leadsOut }) => leadsOut) ? firstFree(defaults.map(({ metric }) => metric)) : 0;
};

const firstBehind = 700;

const firstFree = (taken: readonly number[]): number => {
  const next = (metric: number): number => (taken.includes(metric) ? next(metric + 1) : metric);
  return next(firstBehind);
};

interface DefaultRoute {
  readonly metric: number;
  /** It is no route that only says "unreachable". */
  readonly leadsOut: boolean;
}

const RTF_UP = 0x1;
const RTF_REJECT = 0x200;

/** The columns: Iface Destination Gateway Flags RefCnt Use Metric Mask …; addresses and flags are hexadecimal. */
const defaultRoutesIn = (routes: string): readonly DefaultRoute[] =>
  routes.split('\n').flatMap((line) => {
    const [, destination, , flags = '', , , metric, mask] = line.split(/\s+/);
    if (destination !== nowhere || mask !== nowhere) return [];
    const bits = Number.parseInt(flags, 16);
    return (bits & RTF_UP) === 0 ? [] : [{ metric: Number(metric), leadsOut: (bits & RTF_REJECT) === 0 }];
  });

const nowhere = '00000000';
