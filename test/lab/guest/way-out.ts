import { readFileSync } from 'node:fs';
import { type Guest, hold, same } from './guest.js';
import { defaultRoutes } from './network.js';
import type { Managers } from './network-manager.js';

/** The device has what a user needs of it: an address, name servers that the machine uses, the default route, and a way beyond the peer. Gives its interface. */
export const leadsOut = async (guest: Guest, managers: Managers, device: string): Promise<string> => {
  const {
    'GENERAL.STATE': state = [],
    'GENERAL.IP-IFACE': [name = ''] = [],
    'IP4.ADDRESS': addresses = [],
    'IP4.DNS': servers = [],
  } = await managers.details(device);
  hold(state[0]?.startsWith('100') ?? false, `state ${state[0]}`);
  hold(addresses.length > 0, 'it has no address');
  hold(servers.length > 0, 'it has no name servers');
  same(nameServers(), servers, 'name servers in /etc/resolv.conf');
  same(defaultRoutes()[0]?.interface, name, 'interface of the best default route');
  await answers(guest, name);
  const { status, output } = await guest.run('busybox', 'nslookup', 'example.org');
  hold(status === 0, `no name was found: ${output}`);
  return name;
};

/** A ping through this very interface comes back. */
export const answers = async (guest: Guest, name: string): Promise<void> => {
  const { status, output } = await guest.run('busybox', 'ping', '-c', '1', '-W', '5', '-I', name, '203.0.113.9');
  hold(status === 0, `no ping came back through ${name}: ${output}`);
};

/** Nothing of a connection is left on the machine. */
export const leadsNowhere = (): void => {
  same(defaultRoutes(), [], 'default routes');
  same(nameServers(), [], 'name servers');
};

const nameServers = (): readonly string[] =>
  readFileSync('/etc/resolv.conf', 'utf8')
    .split('\n')
    .flatMap((line) => /^nameserver (\S+)/.exec(line)?.[1] ?? []);
