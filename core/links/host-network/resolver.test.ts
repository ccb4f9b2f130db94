import { describe, expect, it } from 'vitest';
import { resolverFor } from './resolver.js';

const servers = ['172.30.139.17', '172.31.139.17'];
const wish = { interface: 'dialtone0', servers };
const both = { resolvectl: '/usr/bin/resolvectl', resolvconf: '/sbin/resolvconf' };
const resolvconf = { resolvconf: '/sbin/resolvconf' };
const dns = ['/usr/bin/resolvectl', 'dns', 'dialtone0', ...servers];

describe('who takes the name servers of a link', () => {
  it.each<[string, number | undefined, readonly (readonly string[])[]]>([
    [
      'for every name, where the link is the only way out',
      0,
      [['/usr/bin/resolvectl', 'domain', 'dialtone0', '~.'], dns],
    ],
    ['beside those of the other way out', 700, [dns]],
    [
      'for the link alone, where no default route leads into it',
      undefined,
      [['/usr/bin/resolvectl', 'default-route', 'dialtone0', 'false'], dns],
    ],
  ])('is resolvectl first, %s', (_, metric, commands) => {
    expect(resolverFor(both, { ...wish, ...(metric === undefined ? {} : { metric }) })).toEqual({
      by: 'resolvectl',
      set: commands.map((command) => ({ command })),
      undo: { command: ['/usr/bin/resolvectl', 'revert', 'dialtone0'] },
      forgets: true,
    });
  });

  it('is resolvconf else', () => {
    expect(resolverFor(resolvconf, { ...wish, metric: 700 })).toEqual({
      by: 'resolvconf',
      set: [
        {
          command: ['/sbin/resolvconf', '-a', 'dialtone0.dialtone'],
          input: 'nameserver 172.30.139.17\nnameserver 172.31.139.17\n',
          env: { IF_METRIC: '700' },
        },
      ],
      undo: { command: ['/sbin/resolvconf', '-d', 'dialtone0.dialtone'] },
      forgets: false,
    });
  });

  it('is nobody where resolvconf would give them to names whose traffic goes elsewhere', () => {
    expect(resolverFor(resolvconf, wish)).toEqual({ because: 'the default route does not go through dialtone0' });
  });

  it('is nobody on a machine with neither', () => {
    expect(resolverFor({}, { ...wish, metric: 0 })).toEqual({
      because: 'this machine has neither systemd-resolved nor resolvconf',
    });
  });
});
