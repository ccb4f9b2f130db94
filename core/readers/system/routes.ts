import type { Place } from '../../facts/fact.js';
import { type LinePattern, type LogLine, type MakeReader, placeOf, type ReadFact, readByPatterns } from '../reader.js';
import { signBy } from '../sign.js';

interface Route {
  readonly to: string;
  readonly metric: number;
  readonly at: Place;
}

/** The routing table as `route -n`, `netstat -rn` and `ip route` show it; the last one in a file counts. */
export const routes: MakeReader = () => {
  let defaults: Route[] = [];
  let link: Place | undefined;

  const begin = (): readonly [] => {
    defaults = [];
    link = undefined;
    return [];
  };
  const route = (target: string, device: string, metric: number, line: LogLine): readonly [] => {
    const at = placeOf(line);
    if (isLink(device)) link ??= at;
    if (/^(?:default|0\.0\.0\.0)$/.test(target) && defaults.length < 16) defaults.push({ to: device, metric, at });
    return [];
  };
  const patterns: readonly LinePattern[] = [
    [/^Kernel IP routing table|^(?:sudo )?(?:\/sbin\/)?(?:ip (?:-4 )?r(?:oute)?|route -n)\b/i, begin],
    [/^Destination +Gateway +Genmask/i, 'noise'],
    [
      // Whoever posts it may have blotted out the ends of the addresses.
      /^(default|link-local|\d[\w.*]{3,17}) +(?:[\w.*-]+) +[\d.]{7,15} +[UGHRDMAC!]{1,6} +(\d+) +\d+ +\d+ +([\w.-]+)$/,
      ([, target = '', metric = '0', device = ''], line) => route(target, device, Number(metric), line),
    ],
    [
      /^(default|[\d.]{7,15}(?:\/\d+)?) (?:via [\d.]{7,15} )?dev ([\w.-]+)\b(?:.{0,120}\bmetric (\d+))?/,
      ([, target = '', device = '', metric = '0'], line) => route(target, device, Number(metric), line),
    ],
  ];
  return {
    kind: 'system',
    read: (line) => readByPatterns(patterns, line),
    end: () => (link ? judged(defaults, link) : []),
  };
};

export const isLink = (device: string): boolean => /^(?:ppp\d|wwan\d|wwp|3g-|usb\d$|ww\d)/.test(device);

const judged = (defaults: readonly Route[], link: Place): readonly ReadFact[] => {
  const first = defaults.toSorted((a, b) => a.metric - b.metric)[0];
  const over = signBy('the routing table');
  if (first === undefined) return over('no-default-route', 'there is none').map((it) => ({ ...it, at: link }));
  const told = isLink(first.to)
    ? over('route-over-link', first.to)
    : over('no-default-route', `it goes over ${first.to}`);
  return told.map((it) => ({ ...it, at: first.at }));
};
