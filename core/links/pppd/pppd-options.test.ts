import { describe, expect, it } from 'vitest';
import { type PppdOptions, pppdArguments } from './pppd-options.js';

const call: PppdOptions = {
  tty: '/dev/ttyUSB2',
  hasModemLines: true,
  interface: 'dialtone0',
  user: 'a "b" $c',
  auth: ['none', 'chap'],
  lcpTries: 5,
  script: '/bin/true',
};

describe("pppd's command line", () => {
  it('says everything, word by word', () => {
    expect(pppdArguments(call)).toEqual(
      [
        '/dev/ttyUSB2',
        'nodetach nopersist nolock idle 0 debug hide-password logfd 2 noauth',
        'modem crtscts ifname dialtone0',
        'lcp-restart 1 lcp-max-configure 15 lcp-max-terminate 2',
        'lcp-echo-interval 30 lcp-echo-failure 4 lcp-echo-adaptive',
        'noipv6 novj novjccomp noccp nobsdcomp nodeflate',
        'noipdefault ipcp-accept-local ipcp-accept-remote ipcp-no-addresses usepeerdns nodefaultroute',
        'ipcp-max-configure 9999 ipcp-max-failure 30',
        'ip-up-script /bin/true ip-down-script /bin/true',
        'refuse-eap refuse-mschap refuse-mschap-v2 refuse-pap',
        'user USER plugin passwordfd.so passwordfd 3',
      ]
        .flatMap((line) => line.split(' '))
        .map((word) => (word === 'USER' ? 'a "b" $c' : word)),
    );
  });

  it('expects no lines of a pseudo terminal', () => {
    const words = pppdArguments({ ...call, hasModemLines: false });
    expect(words.slice(words.indexOf('noauth') + 1).slice(0, 2)).toEqual(['local', 'nocrtscts']);
    expect(words).not.toContain('modem');
  });

  it('refuses what may not be used', () => {
    const refused = (auth: PppdOptions['auth']) =>
      pppdArguments({ ...call, auth }).filter((it) => /^refuse-[pc]/.test(it));
    expect(refused(['none'])).toEqual(['refuse-pap', 'refuse-chap']);
    expect(refused(['pap'])).toEqual(['refuse-chap']);
    expect(refused(['pap', 'chap'])).toEqual([]);
  });

  it('names an empty user too: else pppd would tell the name of this machine', () => {
    const words = pppdArguments({ ...call, user: '' });
    expect(words[words.indexOf('user') + 1]).toBe('');
  });
});
