import { readFileSync } from 'node:fs';
import { lastValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FactBody } from '../../facts/fact.js';
import { addDefaultRouteInto } from '../interface-control.js';
import { libc } from '../libc.js';
import { enterNetworkNamespace } from '../network-namespace.js';
import { openTun, type TunLink } from '../tun-link.js';
import { fakeMachine } from './fake-machine.test.helper.js';
import { type HostNetworkOptions, hostNetwork } from './host-network.js';

// Routes are real, in a network namespace of this test file's process. Who is not root is refused one, and routes too: that is then what is tested.
const place = enterNetworkNamespace();
const dns = ['172.30.139.17', '172.31.139.17'];

let machine: ReturnType<typeof fakeMachine>;
const links: TunLink[] = [];
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(async () => {
  for (const link of links.splice(0)) await link.close();
  machine.remove();
});

describe('the default route', () => {
  it('goes through the only link, and is taken back', async () => {
    const name = await link();
    const walk = walkWith();
    await walk.use(name);
    if (!place.ok) return expect(walk.facts[0]).toEqual(refused(name));
    expect(defaultRoutes()).toEqual([`${name} 0`]);
    await walk.end();
    expect(defaultRoutes()).toEqual([]);
    expect(walk.told('route')).toEqual([
      { fact: 'route.set', interface: name, metric: 0 },
      { fact: 'route.removed', interface: name },
    ]);
  });

  it('stands behind that of the machine, and of each link before', async () => {
    const [wire, first, second] = [await link(), await link(), await link()];
    if (!place.ok) return;
    addDefaultRouteInto(wire, 100);
    const [one, two] = [walkWith(), walkWith()];
    await Promise.all([one.use(first), two.use(second)]);
    expect(defaultRoutes()).toEqual([`${wire} 100`, `${first} 700`, `${second} 701`]);
    await one.end();
    expect(defaultRoutes()).toEqual([`${wire} 100`, `${second} 701`]);
    await two.end();
    expect(defaultRoutes()).toEqual([`${wire} 100`]);
  });

  it('may be gone with its interface already', async () => {
    const name = await link();
    const walk = walkWith();
    await walk.use(name);
    await links.pop()?.close();
    await walk.end();
    if (place.ok) expect(walk.facts).toContainEqual({ fact: 'route.removed', interface: name });
  });

  it('is not said to be gone when it is not', async () => {
    const walk = walkWith();
    await walk.use(await link());
    const { routeIoctl } = libc();
    const refuse = () => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    };
    Object.assign(libc(), { routeIoctl: refuse });
    await walk.end().finally(() => Object.assign(libc(), { routeIoctl }));
    if (place.ok) expect(walk.told('route').map(({ fact }) => fact)).toEqual(['route.set']);
  });

  it('is not set where that was asked for', async () => {
    const before = defaultRoutes();
    const walk = walkWith({ defaultRoute: false });
    await walk.use(await link());
    expect([defaultRoutes(), walk.told('route')]).toEqual([before, []]);
  });

  it('that the kernel does not take is a fact, and the link a link still', async () => {
    const walk = walkWith();
    await walk.use('no-such0');
    const reason = place.ok ? 'ENODEV' : 'EPERM';
    expect(walk.facts[0]).toEqual({
      fact: 'route.not-set',
      interface: 'no-such0',
      because: `the kernel did not take it (${reason})`,
    });
    await walk.end();
    expect(walk.told('route')).toHaveLength(1);
  });
});

describe('name servers', () => {
  it('are given to systemd-resolved where it runs, and taken back', async () => {
    machine.resolvedRuns();
    machine.program('resolvectl');
    const name = await link();
    const walk = walkWith();
    await walk.use(name);
    const scope = place.ok ? `domain ${name} ~.` : `default-route ${name} false`;
    const calls = [`resolvectl ${scope}`, `resolvectl dns ${name} ${dns.join(' ')}`];
    expect(machine.calls()).toEqual(calls);
    expect(walk.told('dns')).toEqual([{ fact: 'dns.set', by: 'resolvectl', interface: name, servers: dns }]);
    await walk.end();
    expect(walk.facts.at(-1)).toEqual({ fact: 'dns.removed', by: 'resolvectl', interface: name });
    expect(machine.calls()).toEqual(place.ok ? [...calls, `resolvectl revert ${name}`] : calls);
  });

  it('are forgotten by systemd-resolved with the link', async () => {
    machine.resolvedRuns();
    machine.program('resolvectl');
    const name = await link();
    const walk = walkWith();
    await walk.use(name);
    await links.pop()?.close();
    await walk.end();
    expect(machine.calls()).not.toContain(`resolvectl revert ${name}`);
    expect(walk.facts.at(-1)).toEqual({ fact: 'dns.removed', by: 'resolvectl', interface: name });
  });

  it('are forgotten as well when the link leaves while they are taken back', async () => {
    machine.resolvedRuns();
    machine.write('interfaces-now', ' dialtone0: 0 0\n');
    machine.program('resolvectl', `[ $1 != revert ] || { : > ${machine.path('interfaces-now')}; exit 1; }`);
    const places = { ...machine.places, interfaces: machine.path('interfaces-now') };
    const walk = walkWith({ defaultRoute: false, places });
    await walk.use('dialtone0');
    await walk.end();
    expect(walk.facts.at(-1)).toEqual({ fact: 'dns.removed', by: 'resolvectl', interface: 'dialtone0' });
  });

  it('are given to resolvconf, and taken back even when the link has left', async () => {
    machine.program('resolvectl');
    machine.program('resolvconf', `cat >> ${machine.path('input')}`);
    const name = await link();
    const walk = walkWith();
    await walk.use(name);
    if (!place.ok) return expect(walk.told('dns')).toEqual([notSet(`the default route does not go through ${name}`)]);
    expect(readFileSync(machine.path('input'), 'utf8')).toBe('nameserver 172.30.139.17\nnameserver 172.31.139.17\n');
    await links.pop()?.close();
    await walk.end();
    expect(machine.calls()).toEqual([`resolvconf -a ${name}.dialtone`, `resolvconf -d ${name}.dialtone`]);
    expect(walk.told('dns')).toEqual([
      { fact: 'dns.set', by: 'resolvconf', interface: name, servers: dns },
      { fact: 'dns.removed', by: 'resolvconf', interface: name },
    ]);
  });

  it('are for the link alone without the default route', async () => {
    machine.resolvedRuns();
    machine.program('resolvectl');
    machine.program('resolvconf');
    await walkWith({ defaultRoute: false }).use('dialtone0');
    expect(machine.calls()).toEqual([
      'resolvectl default-route dialtone0 false',
      `resolvectl dns dialtone0 ${dns.join(' ')}`,
    ]);
  });

  it('that nobody takes are named', async () => {
    const walk = walkWith({ defaultRoute: false });
    await walk.use('dialtone0');
    await walk.end();
    expect(walk.facts).toEqual([notSet('the default route does not go through dialtone0')]);
  });

  it('that are refused are named with the reason, nothing more is tried, and what was begun is undone', async () => {
    machine.resolvedRuns();
    machine.program('resolvectl', 'case $1 in revert) ;; *) echo Access denied >&2; exit 1;; esac');
    const name = await link();
    const walk = walkWith({ defaultRoute: false });
    await walk.use(name);
    await walk.end();
    expect(walk.facts).toEqual([notSet('resolvectl: Access denied')]);
    const tried = `resolvectl default-route ${name} false`;
    expect(machine.calls()).toEqual(place.ok ? [tried, `resolvectl revert ${name}`] : [tried]);
  });

  it('are not said to be gone when they are not', async () => {
    machine.program('resolvconf', '[ $1 = -a ]');
    const walk = walkWith();
    await walk.use(await link());
    await walk.end();
    if (place.ok) expect(walk.told('dns').map(({ fact }) => fact)).toEqual(['dns.set']);
  });

  it('that hang are given up at the limit', async () => {
    machine.resolvedRuns();
    machine.program('resolvectl', 'sleep 60');
    const walk = walkWith({ defaultRoute: false, limits: { resolver: 200 } });
    await walk.use('dialtone0');
    expect(walk.facts).toEqual([notSet('resolvectl: it did not end within 0.2 s')]);
  });

  it('are addresses and nothing else', async () => {
    machine.resolvedRuns();
    machine.program('resolvectl');
    const bad = ['--help', '1.2.3.4\nsearch evil', '01.2.3.4', '::1', ''];
    const walk = walkWith({ defaultRoute: false });
    await walk.use('dialtone0', bad);
    expect([machine.calls(), walk.facts]).toEqual([[], []]);
    await walk.use('dialtone0', [...bad, '1.2.3.4', '1.2.3.4']);
    expect(machine.calls().at(-1)).toBe('resolvectl dns dialtone0 1.2.3.4');
  });

  it('are taken back by a walk that ends while they are set', async () => {
    machine.resolvedRuns();
    machine.program('resolvectl', 'sleep 0.3');
    const name = await link();
    const walk = walkWith({ defaultRoute: false });
    const using = walk.begin(name);
    expect(walk.facts).toEqual([]);
    using.unsubscribe();
    await walk.end();
    expect(walk.told('dns').map(({ fact }) => fact)).toEqual(['dns.set', 'dns.removed']);
  });
});

/** An interface of the kernel, where we may make one. */
const link = async (): Promise<string> => {
  const number = links.length;
  if (!place.ok) return `dialtone${number}`;
  const tun = await openTun({ address: `10.9.${number}.2`, peer: `10.9.${number}.1`, mtu: 1500 });
  links.push(tun);
  return tun.interface;
};

/** A walk that takes links into use, and then ends as walks do. */
const walkWith = (options: Partial<HostNetworkOptions> = {}) => {
  const facts: FactBody[] = [];
  const closers: (() => Promise<void>)[] = [];
  const { use } = hostNetwork({ defaultRoute: true, places: machine.places, ...options })({
    defer: (close) => void closers.push(close),
    report: (fact) => void facts.push(fact),
  });
  const using = (name: string, servers: readonly string[] = dns) =>
    use({ interface: name, address: '10.9.0.2', peer: '10.9.0.1', dns: servers });
  return {
    facts,
    told: (kind: string) => facts.filter(({ fact }) => fact.startsWith(`${kind}.`)),
    use: (name: string, servers?: readonly string[]) =>
      lastValueFrom(using(name, servers), { defaultValue: undefined }),
    begin: (name: string) => using(name).subscribe(),
    end: async () => {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
};

const defaultRoutes = (): readonly string[] =>
  readFileSync('/proc/net/route', 'utf8')
    .split('\n')
    .map((line) => line.split(/\s+/))
    .filter(([, destination, , , , , , mask]) => destination === '00000000' && mask === '00000000')
    .map(([device, , , , , , metric]) => `${device} ${metric}`);

const refused = (name: string): FactBody => ({
  fact: 'route.not-set',
  interface: name,
  because: 'the kernel did not take it (EPERM)',
});
const notSet = (because: string): FactBody => ({ fact: 'dns.not-set', servers: dns, because });
