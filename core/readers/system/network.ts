import type { Place } from '../../facts/fact.js';
import { enough } from '../ppp/words.js';
import { type LinePattern, type MakeReader, placeOf, type ReadFact, readByPatterns } from '../reader.js';
import { signBy } from '../sign.js';
import { nameUnresolved } from './name-words.js';
import { isLink } from './routes.js';

/** What goes over the link: `ifconfig`, `ip addr`, `ping`, and `/etc/resolv.conf`. */
export const network: MakeReader = () => {
  let device = '';
  let asked: Place | undefined;
  let named = false;

  const patterns: readonly LinePattern[] = [
    [
      /^(?:\d+: )?([\w.-]{2,15}):? +(?:Link encap:|Lien encap:|Protokoll:|Encapsul\S* del v[ií]nculo|flags=|<[A-Z_,]+> mtu)/,
      ([, name = '']) => {
        device = name;
        return [];
      },
    ],
    [
      /^(?:\d+: )([\w.-]{2,15}): <[A-Z_,-]+>/,
      ([, name = '']) => {
        device = name;
        return [];
      },
    ],
    [
      // Whoever posts it may have blotted it out.
      /^inet (?:addr|Adresse|adr|end\.)?:? ?(\d{1,3}(?:\.\d{1,3}){3}|[\dx*]{1,3}(?:\.[\dx*]{1,3}){3}|<\w{3,12}>)(?=[\s/])/i,
      ([, address = '']) => (isLink(device) ? signBy(device)('link-listed', address) : []),
    ],
    [
      // 2000::/3 is what the internet has; fe80:: and fd00:: are no one else's.
      /^inet6 (?:addr|Adresse|adr)?:? ?([23][0-9a-f]{3}:[0-9a-f:]{2,36})\b/i,
      ([, address = '']) => (isLink(device) ? signBy(device)('link-listed-ipv6', address) : []),
    ],
    [
      // Android's netcfg, ip -br address.
      /^([\w.-]{2,15}) +(?:UP|UNKNOWN) +(\d{1,3}(?:\.\d{1,3}){3})(?: peer \S+)?\/\d/,
      ([, name = '', address = '']) => (isLink(name) ? signBy(name)('link-listed', address) : []),
    ],
    [
      // In ifconfig's words of then and now, and of France.
      /(?:^RX bytes:|^RX packets \d{1,12} +bytes |^Octets reçus ?:)(\d{1,15})\b/,
      ([, count = '']) => (isLink(device) && Number(count) >= enough ? signBy(device)('traffic-counted', count) : []),
    ],
    [/^(?:inet6|RX |TX |UP |link\/|valid_lft|ether |collisions|unspec |loop )/, 'noise'],
    [/^\d+ bytes from [\w.:()-]+.{0,80}time[=<]/i, () => signBy('ping')('ping-answered')],
    [
      nameUnresolved,
      // sudo looks for the machine's own name, which no network knows.
      ([said], { program }) => (program === 'sudo' ? [] : signBy('ping')('names-unresolved', said)),
    ],
    [
      /^(?:ping: )?(?:connect|sendto|sendmsg): Network is unreachable|^connect: network is unreachable/i,
      () => signBy('ping')('network-unreachable'),
    ],
    [
      // route, ip, and Android's own.
      /^(?:SIOCADDRT|RTNETLINK answers): (No such process|No such device|Network is (?:unreachable|down))|\baddRoute\(\) failed \((.{1,60})\)/i,
      ([, said, android]) => signBy('the kernel')('route-refused', said ?? android),
    ],
    [
      // Four in German, French and the rest: sent, of these none received.
      /^(\d+) .{4,30}, 0 .{4,30}, (?:\+\d+ \w+, )?100 ?% /,
      ([, count = '']) => signBy('ping')('ping-lost', `none of ${count}`),
    ],
    [/^(?:PING \S+ \(|--- \S+ ping statistics|\d+ packets transmitted|rtt min\/avg|round-trip min)/i, 'noise'],
    [
      missed,
      // A sentence, not a line of a log.
      (_, { program }) => (program === undefined ? signBy('whoever wrote that')('internet-missed') : []),
    ],
    [
      // As a command, or as the heading that somebody gave the file.
      /^(?:sudo )?(?:cat|less|more|nano) \/etc\/resolv\.conf:?$|^[-=#*~ ]*\/etc\/resolv\.conf ?(?::|[-=#*~]+)$/,
      (_, line) => {
        asked = placeOf(line);
        named = false;
        return [];
      },
    ],
    [
      /^nameserver +([0-9a-fA-F.:]+)$/,
      ([, server = '']) => {
        if (!placeholder.test(server)) named = true;
        return placeholder.test(server)
          ? signBy('resolv.conf')('no-name-servers', `only the placeholder ${server}`)
          : [];
      },
    ],
  ];
  const none = (at: Place): readonly ReadFact[] =>
    signBy('resolv.conf')('no-name-servers').map((it) => ({ ...it, at }));
  return {
    kind: 'system',
    read: (line) => {
      if (!asked && /resolv\.conf$/.test(line.file)) asked = placeOf(line);
      return readByPatterns(patterns, line);
    },
    end: () => (asked && !named ? none(asked) : []),
  };
};

const missed =
  /(?:\bno|\bwithout|\bnot (?:have|get)(?:\s+any)?) (?:internet|web|network) ?(?:access|connection|traffic)?(?=[.,;!?)]|$| (?:at all|though|but|with|over|via|when|after|while))|\b(?:can ?not|can['’]?t|could ?n['’]t|unable to|not able to) (?:browse|surf|ping|reach|load|open (?:a|any|web)|access (?:the )?(?:internet|web|any))|\bnothing (?:goes|works|loads|is reachable)/i;

const placeholder = /^10\.11\.12\.1[34]$/;
