import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, expect, it } from 'vitest';
import { checkout } from './checkout.js';
import { dialtone, temporaryState } from './dialtone.js';

/** Time that is ours and not the modem's. Nothing else runs meanwhile: see vitest.config.ts. */
const state = temporaryState();
afterAll(state.remove);

it('dialtone up takes a second at most beyond the virtual modem itself; on a busy machine, at best', async () => {
  // Re-enumeration, registration and dialling.
  const modemsOwn = 5500;
  const took: number[] = [];
  while (took.length < 3 && !took.some((ms) => ms < 1000)) {
    const stateDirectory = join(state.path, `quick-${took.length}`);
    const run = dialtone(['up', '--simulate', 'mf627@three-uk', '--once', '--json'], { stateDirectory });
    const verdict = (await run.ended).facts.findLast((fact) => fact.fact === 'verdict');
    if (!verdict) throw new Error('there was no verdict');
    took.push(verdict.totalMs - modemsOwn);
  }
  expect(Math.min(...took)).toBeLessThan(1000);
}, 60_000);

it('dialtone doctor reads 100 MB of mixed syslog in ten seconds and in 300 MB of memory; on a busy machine, at best', async () => {
  const path = join(state.path, 'syslog');
  await pipeline(Readable.from(mixedSyslog(100e6)), createWriteStream(path));
  const took: number[] = [];
  let highest = 0;
  while (took.length < 3 && !took.some((ms) => ms < 10_000)) {
    const began = performance.now();
    const run = dialtone(['doctor', '--json', path], { stateDirectory: state.path });
    const looking = setInterval(() => {
      highest = Math.max(highest, highWater(run.pid));
    }, 100);
    const { stdout, stderr } = await run.ended;
    clearInterval(looking);
    took.push(performance.now() - began);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ read: [{ kinds: expect.arrayContaining(['pppd']) }] });
  }
  expect(Math.min(...took)).toBeLessThan(10_000);
  expect(highest).toBeGreaterThan(0);
  expect(highest).toBeLessThan(300e6);
}, 120_000);

it('adding a plugin with code, listing and removing it take less than two seconds each; on a busy machine, at best', async () => {
  const huawei = join(checkout(), 'test/third-party/dialtone-plugin-huawei');
  const took = async (...args: readonly string[]): Promise<number> => {
    const began = performance.now();
    expect((await dialtone(['plugin', ...args], { stateDirectory: state.path }).ended).status).toBe(0);
    return performance.now() - began;
  };
  const best = { add: Number.POSITIVE_INFINITY, list: Number.POSITIVE_INFINITY, remove: Number.POSITIVE_INFINITY };
  for (let tries = 0; tries < 3 && Object.values(best).some((ms) => ms >= 2000); tries += 1) {
    best.add = Math.min(best.add, await took('add', '--yes', huawei));
    best.list = Math.min(best.list, await took('list'));
    best.remove = Math.min(best.remove, await took('remove', 'huawei'));
  }
  for (const ms of Object.values(best)) expect(ms).toBeLessThan(2000);
}, 120_000);

/** Bytes of memory that a process has had at the most so far. */
const highWater = (pid: number): number => {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
};

/** What a machine with a modem logs in a few months: one line in four is of interest. */
function* mixedSyslog(bytes: number): Generator<string> {
  const lines = [
    'CRON[812]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)',
    'sshd[4411]: Failed password for invalid user admin from 203.0.113.7 port 50022 ssh2',
    'kernel: [5120.123456] [UFW BLOCK] IN=eth0 OUT= SRC=198.51.100.4 DST=192.0.2.7 LEN=40 TTL=243 ID=1 PROTO=TCP SPT=4 DPT=23',
    'pppd[611]: sent [LCP EchoReq id=0x7 magic=0x1f2e3d4c]',
    'systemd[1]: Started Session 4 of user root.',
    'dhclient[812]: DHCPREQUEST of 192.0.2.20 on eth0 to 192.0.2.1 port 67',
    'postfix/smtpd[91]: connect from unknown[203.0.113.9]',
    'kernel: [5121.223456] usb 1-1: reset high-speed USB device number 3 using xhci_hcd',
  ];
  for (let made = 0, second = 0; made < bytes; ) {
    let piece = '';
    for (let count = 0; count < 5000; count += 1, second += 1) {
      const clock = [3600, 60, 1].map((unit) =>
        String(Math.floor(second / unit) % (unit === 3600 ? 24 : 60)).padStart(2, '0'),
      );
      piece += `May ${String(1 + (Math.floor(second / 86_400) % 28)).padStart(2)} ${clock.join(':')} box ${lines[second % lines.length]}\n`;
    }
    made += piece.length;
    yield piece;
  }
}
