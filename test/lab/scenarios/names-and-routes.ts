import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { factsNamed, hold, online, same } from '../guest/guest.js';
import { defaultRoutes } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';
import { until } from '../guest/wait.js';

const scenario: Scenario = {
  says: "a machine with a way out of its own keeps it, systemd-resolved gets the link's name servers, and all of that is taken back",
  play: async (guest) => {
    appendFileSync('/etc/passwd', 'systemd-resolve:x:991:991::/:/usr/sbin/nologin\n');
    appendFileSync('/etc/group', 'systemd-resolve:x:991:\n');
    await guest.run('dbus-daemon', '--system', '--fork');
    mkdirSync('/run/systemd');
    const resolved = spawn('/lib/systemd/systemd-resolved', { stdio: 'ignore' });
    try {
      await until(() => existsSync('/run/systemd/resolve/resolv.conf'), 'systemd-resolved');
      for (const words of [
        ['link', 'add', 'dummy0', 'type', 'dummy'],
        ['addr', 'add', '192.0.2.2/24', 'dev', 'dummy0'],
        ['link', 'set', 'dummy0', 'up'],
        ['route', 'add', 'default', 'via', '192.0.2.1', 'metric', '100'],
      ])
        same((await guest.run('ip', ...words)).status, 0, `ip ${words.join(' ')}`);
      const stick = await guest.stick();
      await stick.ttys();
      const servers = async () => (await guest.run('resolvectl', 'dns')).output;
      const own = defaultRoutes();

      const run = guest.up();
      const { interface: name = '', dns } = await online(run);
      same(defaultRoutes(), [...own, { interface: name, metric: 700 }], 'routes');
      const told = await servers();
      hold(
        dns.every((server) => told.includes(server)),
        `resolvectl has the servers: ${told}`,
      );
      same(
        factsNamed(run.soFar(), 'dns.set').map(({ by }) => by),
        ['resolvectl'],
        'dns.set',
      );
      run.signal('SIGTERM');
      const ended = await run.ended;
      same(ended.status, 0, 'exit status');
      same(factsNamed(ended.facts, 'dns.removed').length, 1, 'dns.removed');
      same(defaultRoutes(), own, 'routes afterwards');

      const aside = guest.up(['--no-default-route']);
      await online(aside);
      same(defaultRoutes(), own, 'routes with --no-default-route');
      aside.signal('SIGTERM');
      await aside.ended;
      const after = await servers();
      hold(!dns.some((server) => after.includes(server)), `resolvectl has forgotten them: ${after}`);
      same(readFileSync('/etc/resolv.conf', 'utf8'), '', '/etc/resolv.conf');
    } finally {
      resolved.kill();
      await guest.run('ip', 'link', 'del', 'dummy0');
      await guest.run('busybox', 'killall', 'dbus-daemon');
    }
  },
};
export default scenario;
