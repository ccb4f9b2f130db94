import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { online, same } from '../guest/guest.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';
import { type } from '../guest/terminal.js';

/** As in /etc/ppp/options of the thread; what is commented out there is left out. */
const options = [
  ...[
    '115200',
    'debug',
    'noauth',
    'noipdefault',
    'defaultroute',
    'usepeerdns',
    'crtscts',
    'lock',
    'asyncmap',
    '20A0000',
  ],
  ...['kdebug', '4', 'netmask', '255.255.255.0', '-detach', 'lcp-echo-failure', '4', 'lcp-echo-interval', '30'],
  ...['ipcp-max-failure', '30', 'ipcp-max-configure', '30', '-ccp', '-vj'],
  // The pppd of 2009 had no IPv6; today's waits for it for ever beside an IPCP that has given up.
  'noipv6',
  // And in its peers/wvdial.
  ...['ipcp-accept-local', 'ipcp-accept-remote', 'name', 'wvdial'],
];
const inits = ['ATZ', 'ATZ', 'ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0'];
const fix = 'AT+CGDCONT=1,"IP","three.co.uk","",0,0';

/** One line of chat: sends each command and waits for OK, then dials. */
const chat = (commands: readonly string[]): string =>
  ['chat', '-v', "''", ...commands.flatMap((command) => [`'${command}'`, 'OK']), "'ATDT*99#'", 'CONNECT', "''"].join(
    ' ',
  );

/** The stick of the thread was registered before anybody dialled: its own software had switched the radio on. */
const registered = async (tty: string): Promise<void> => {
  await type(tty, ['AT+CFUN=1', 'AT+CPMS?']);
  for (let tries = 0; !(await type(tty, ['AT+CGREG?'])).includes('+CGREG: 0,1'); tries += 1) {
    if (tries > 50) throw new Error('it does not register');
    await delay(200);
  }
};

const scenario: Scenario = {
  says: 'the thread of 2009 happens again to the letter with pppd and chat, its one line cures it, and Dialtone needs none',
  clock: 'skipping',
  limitMs: 600_000,
  play: async (guest) => {
    const stick = await guest.stick();
    const ttys = await stick.ttys();
    guest.say(JSON.stringify(ttys));
    const tty = ttys[3] ?? '';
    await registered(ttys[1] ?? '');
    guest.say('registered');
    writeFileSync('/etc/ppp/chap-secrets', 'wvdial * TIM *\nTIM * TIM *\n', { mode: 0o600 });
    const dial = (commands: readonly string[], ...more: readonly string[]) =>
      guest.run('/usr/sbin/pppd', tty, ...options, 'user', 'TIM', 'connect', chat(commands), ...more);

    const began = performance.now();
    const failed = await dial(inits);
    guest.say('failed as in 2009');
    guest.note('failure of 2009, s', Math.round((performance.now() - began) / 1000));
    guest.note(
      'log of 2009',
      failed.output.split('\n').filter((line) => !/sent|rcvd/.test(line)),
    );
    const order = [
      'CHAP authentication succeeded',
      'IPCP: timeout sending Config-Requests',
      'No network protocols running',
      'Connection terminated',
    ];
    const places = order.map((text) => failed.output.indexOf(text));
    same(
      places.every((place, at) => place > (places[at - 1] ?? -1)),
      true,
      `in this order: ${places} in ${failed.output}`,
    );
    same(failed.status, 16, 'pppd: the modem hung up');

    guest.say('again, with the line that cured it');
    const cured = await dial([...inits.slice(0, 2), fix], 'updetach');
    same(/local {2}IP address 10\./.test(cured.output), true, `an address: ${cured.output}`);
    same((await guest.run('busybox', 'ping', '-c', '1', '-W', '5', '203.0.113.9')).status, 0, 'ping');
    await guest.run('busybox', 'killall', 'pppd');
    while ((await guest.run('busybox', 'pidof', 'pppd')).status === 0) await guest.run('busybox', 'usleep', '50000');

    stick.unplug();
    stick.plug();
    const run = guest.up();
    await pings(guest, await online(run));
  },
};
export default scenario;
