import { readFileSync } from 'node:fs';
import type { OnlineVerdict } from '../../../core/facts/fact.js';
import { type Guest, hold, same } from './guest.js';

/** Default routes as the kernel has them, the best first. */
export const defaultRoutes = (): readonly { readonly interface: string; readonly metric: number }[] =>
  readFileSync('/proc/net/route', 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([, destination, , , , , , mask]) => destination === '00000000' && mask === '00000000')
    .map(([name = '', , , , , , metric]) => ({ interface: name, metric: Number(metric) }))
    .sort((one, other) => one.metric - other.metric);

/** An address beyond the peer answers, through the machine's own routes as well as through the link itself. */
export const pings = async (guest: Guest, { interface: name = '' }: OnlineVerdict): Promise<void> => {
  same(defaultRoutes()[0], { interface: name, metric: 0 }, 'the best default route');
  for (const words of [[], ['-I', name]]) {
    const { status, output } = await guest.run('busybox', 'ping', '-c', '1', '-W', '5', ...words, '203.0.113.9');
    hold(status === 0, `no ping came back ${words.join(' ')}: ${output}`);
  }
};
