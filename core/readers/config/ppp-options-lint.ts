import type { Place } from '../../facts/fact.js';
import type { ReadFact } from '../reader.js';
import { flawAt, type Setting } from './setting.js';

/** Options that stand together: one file. */
export interface OptionBlock {
  readonly settings: Setting[];
  readonly commented: { readonly key: string; readonly at: Place }[];
  /** What is wrong with single lines of it. */
  readonly flaws: ReadFact[];
}

/** What is wrong with a file of pppd's options as a whole, or that nothing is. A file that does not dial by itself may leave much to others. */
export const lintBlock = ({ settings, commented, flaws }: OptionBlock): readonly ReadFact[] => {
  const has = (...keys: readonly string[]): Setting | undefined => settings.find(({ key }) => keys.includes(key));
  const device = has('device');
  const connect = has('connect');
  const dials =
    connect !== undefined && (device !== undefined || has('defaultroute', 'usepeerdns', 'noipdefault') !== undefined);
  const [first] = settings;
  if (first === undefined) return [];
  const lack = (key: string, flaw: Parameters<typeof flawAt>[1]): ReadFact => {
    const at = commented.find((it) => it.key === key)?.at;
    return flawAt({ tool: 'pppd', key, at: at ?? settings.at(-1)?.at ?? first.at }, flaw, at ? key : undefined);
  };
  const auth = has('auth', 'require-pap', 'require-chap', 'require-mschap', 'require-mschap-v2', '+pap', '+chap');
  const found = [
    ...(auth && !has('noauth') ? [flawAt(auth, 'auth-demanded', 'noauth')] : []),
    ...(dials && !auth && !has('noauth') && !has('call', 'file') ? [lack('noauth', 'noauth-missing')] : []),
    ...(dials && !has('defaultroute', 'replacedefaultroute', 'nodefaultroute', 'call', 'file')
      ? [lack('defaultroute', 'default-route-missing')]
      : []),
    ...(dials && !has('usepeerdns', 'ms-dns', 'call', 'file') ? [lack('usepeerdns', 'peer-dns-missing')] : []),
    ...(device && !connect && !has('local', 'call', 'init', 'pty') ? [lack('connect', 'connect-missing')] : []),
    ...ownCalls(settings),
  ];
  const isWhole = dials && device !== undefined && found.length === 0 && flaws.length === 0;
  const told: readonly ReadFact[] =
    isWhole && connect ? [{ fact: 'sign.seen', sign: 'config-complete', by: 'peers file', at: connect.at }] : found;
  const isForAll = device !== undefined && /(?:^|\/)options$/.test(device.at.file);
  return isForAll ? [...told, flawAt(device, 'port-for-all-calls')] : told;
};

/** `call gprs` in /etc/ppp/peers/gprs. */
const ownCalls = (settings: readonly Setting[]): readonly ReadFact[] =>
  settings
    .filter(({ key, value, at }) => key === 'call' && at.file.split('/').at(-1) === value)
    .map((setting) => flawAt(setting, 'calls-itself'));
