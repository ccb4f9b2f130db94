import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { asyncScheduler, type SchedulerAction, type SchedulerLike } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UsageError } from '../../facts/usage-error.js';
import { VirtualClock } from '../../sim/virtual-clock.js';
import { findProgram } from '../find-program.js';
import { type FakeSysfs, fakeSysfs } from './fake-sysfs.test.helper.js';
import type { Hint } from './udev-lines.js';
import { udevMonitor } from './udev-monitor.js';

let sys: FakeSysfs;
let stop: () => Promise<void>;
beforeEach(() => {
  sys = fakeSysfs();
  stop = async () => undefined;
});
afterEach(async () => {
  await stop();
  sys.end();
});

/** A second takes a moment. */
const quickly: SchedulerLike = {
  now: () => asyncScheduler.now(),
  schedule: <T>(work: (this: SchedulerAction<T>, state?: T) => void, ms = 0, state?: T) =>
    asyncScheduler.schedule(work, ms / 100, state),
};
const listen = () => {
  const hints: Hint[] = [];
  stop = udevMonitor(sys.places, quickly)((hint) => hints.push(hint));
  return hints;
};
/** Says how it was called, then listens as udevadm does. */
const udevadm = (listens: string): void =>
  sys.program('udevadm', `echo "$@" >>${sys.root}/calls; echo $$ >>${sys.root}/pids; ${listens}`);
const calls = (): readonly string[] => (sys.read('calls') ?? '').split('\n').filter(Boolean);
const pids = (): readonly string[] => (sys.read('pids') ?? '').split('\n').filter(Boolean);
const ready = 'echo "UDEV - the event which udev sends out after rule processing"';
const forEver = 'exec sleep 60';

describe('udevMonitor', () => {
  it('tells of each event', async () => {
    udevadm(`${ready}; echo; echo DEVPATH=/devices/usb1/1-3; ${forEver}`);
    const hints = listen();
    await vi.waitFor(() => expect(hints).toEqual([{ kind: 'ready' }, { kind: 'changed', path: '1-3' }]));
  });

  it('listens to the kernel where no udevd runs, and else to udev', async () => {
    const match = '--property --subsystem-match=usb --subsystem-match=tty';
    udevadm(`${ready}; ${forEver}`);
    listen();
    await vi.waitFor(() => expect(calls()).toEqual([`monitor --kernel ${match}`]));
    await stop();
    sys.udevd();
    listen();
    await vi.waitFor(() => expect(calls()[1]).toBe(`monitor --udev ${match}`));
  });

  it('is started again when it ends, and is ready again then', async () => {
    udevadm(ready);
    const hints = listen();
    await vi.waitFor(() => expect(hints.length).toBeGreaterThan(1));
    expect(hints.slice(0, 2)).toEqual([{ kind: 'ready' }, { kind: 'ready' }]);
  });

  it('has a process group of its own, and has ended when it is stopped', async () => {
    udevadm(`${ready}; ${forEver}`);
    const hints = listen();
    await vi.waitFor(() => expect(hints).toHaveLength(1));
    const [pid = ''] = pids();
    expect(groupOf(pid)).toBe(pid);
    await stop();
    expect(groupOf(pid)).toBeUndefined();
    await pause(100);
    expect(calls()).toHaveLength(1);
  });

  it.skipIf(findProgram('setpriv') === undefined)('dies with us', async () => {
    sys.program('setpriv', `echo setpriv "$1" "$2" >>${sys.root}/calls; exec ${findProgram('setpriv')} "$@"`);
    udevadm(`${ready}; ${forEver}`);
    const hints = listen();
    await vi.waitFor(() => expect(hints).toHaveLength(1));
    expect(calls()[0]).toBe('setpriv --pdeathsig TERM');
  });

  it('does without what ties it to us where that is too old', async () => {
    sys.program('setpriv', 'exit 1');
    udevadm(`${ready}; ${forEver}`);
    const hints = listen();
    await vi.waitFor(() => expect(hints).toEqual([{ kind: 'ready' }]));
  });

  it('is started again when it could not be started', async () => {
    udevadm(`${ready}; ${forEver}`);
    const hints: Hint[] = [];
    const start = udevMonitor(sys.places, quickly);
    sys.remove('bin');
    stop = start((hint) => hints.push(hint));
    await pause(30);
    udevadm(`${ready}; ${forEver}`);
    await vi.waitFor(() => expect(hints).toHaveLength(1));
  });

  it('is not started again once it is stopped', async () => {
    udevadm(ready);
    const clock = new VirtualClock();
    stop = udevMonitor(sys.places, clock)(() => undefined);
    await vi.waitFor(() => expect(clock.booked).toBe(1));
    await stop();
    expect(clock.booked).toBe(0);
  });

  it('says what to install', () => {
    expect(listen).toThrow(UsageError);
    expect(listen).toThrow('apt install udev');
  });
});

/** The third field behind the name in brackets. */
const groupOf = (pid: string): string | undefined => {
  if (!readdirSync('/proc').includes(pid)) return undefined;
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2];
};
