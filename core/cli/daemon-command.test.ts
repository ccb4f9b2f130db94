import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { UsageError } from '../facts/usage-error.js';
import { surroundings } from './asked.test.helper.js';
import { daemonCommand } from './daemon-command.js';
import type { DaemonOptions } from './daemon-options.js';
import type { DaemonFlags } from './program.js';

const flags: DaemonFlags = {
  misbehave: [],
  disablePlugin: [],
  engine: 'auto',
  provision: true,
  debug: false,
  json: false,
};
const joined: Fact = { t: 3, fact: 'bus.joined', name: 'org.freedesktop.ModemManager1' };
const lost: Fact = { t: 9, fact: 'bus.lost' };

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A daemon in a process without a terminal; told to stop, it gives everything back in its own time. */
const daemon = async (typed: Partial<DaemonFlags> = {}) => {
  const around = surroundings();
  const facts$ = new Subject<Fact>();
  const asked: DaemonOptions[] = [];
  let stops = 0;
  const stop = (): void => {
    stops += 1;
    setImmediate(() => facts$.complete());
  };
  const status = daemonCommand({ ...flags, ...typed }, around.io, async (options) => {
    asked.push(options);
    return { facts$, stop };
  });
  await settled();
  return { ...around, facts$, asked, status, stop, stops: () => stops };
};

describe('dialtone daemon', () => {
  it('is 0 when it was told to leave, whatever the bus does then', async () => {
    const { facts$, signals, status, stops, said } = await daemon();
    facts$.next(joined);
    signals.emit('SIGTERM');
    facts$.next(lost);
    expect(await status).toBe(0);
    expect(stops()).toBe(1);
    expect(said.out).toBe(
      'Dialtone answered on the system bus as org.freedesktop.ModemManager1.\nLeaving.\nThe system bus went away.\n',
    );
  });

  it('is 1 when the bus was lost, once everything is given back', async () => {
    const { facts$, status, stop, said } = await daemon();
    let over = false;
    status.finally(() => {
      over = true;
    });
    facts$.next(joined);
    facts$.next(lost);
    await settled();
    expect(over).toBe(false);
    stop();
    expect(await status).toBe(1);
    expect(said.out).toContain('The system bus went away.\n');
  });

  it('tells what became of what was wanted, for whoever reads the journal', async () => {
    const { facts$, signals, status, said } = await daemon({});
    const stick = '1-3';
    facts$.next({ t: 4, stick, fact: 'wanted.changed', level: 'standby' });
    facts$.next({ t: 5, stick, fact: 'standby.reached', radio: 'off' });
    facts$.next({ t: 6, stick, fact: 'wanted.changed', level: 'ready', from: 'init/stand-by' });
    signals.emit('SIGTERM');
    await status;
    expect(said.out).toContain('The modem stood by with its radio off.\nWhat was asked for became "ready".\n');
    expect(said.out).not.toContain('"standby"');
  });

  it('prints facts as JSON where asked for', async () => {
    const { facts$, signals, status, said } = await daemon({ json: true });
    facts$.next(joined);
    signals.emit('SIGTERM');
    await status;
    expect(said.out).toBe('{"t":3,"fact":"bus.joined","name":"org.freedesktop.ModemManager1"}\n');
  });

  it('passes on what was asked for, and nothing that was not', async () => {
    const typed = { simulate: 'MF627@three-uk', misbehave: ['slow'], provision: false, debug: true } as const;
    for (const [given, wanted] of [
      [{}, { disabledPlugins: [], engine: 'auto', provision: true, debug: false }],
      [
        { ...typed, disablePlugin: ['zte'], engine: 'pppd' },
        {
          simulate: { device: 'mf627', carrier: 'three-uk', misbehave: ['slow'] },
          disabledPlugins: ['zte'],
          engine: 'pppd',
          provision: false,
          debug: true,
        },
      ],
    ] as const) {
      const { asked, signals, status } = await daemon(given);
      expect(asked).toEqual([wanted]);
      signals.emit('SIGINT');
      await status;
    }
  });

  it.each([
    [{ misbehave: ['slow'] }, '--misbehave is for virtual sticks'],
    [{ simulate: 'mf627' }, '--simulate takes a device and a carrier'],
    [{ simulate: '--debug' }, '--simulate needs a value'],
    [{ disablePlugin: ['--json'] }, '--disable-plugin needs a value'],
  ])('refuses %j before anything has begun', async (typed, sentence) => {
    const { io } = surroundings();
    const start = () => Promise.reject(new Error('it was started'));
    await expect(daemonCommand({ ...flags, ...typed }, io, start)).rejects.toThrow(sentence);
  });

  it('passes on that the name is taken', async () => {
    const { io, signals } = surroundings();
    const start = () => Promise.reject(new UsageError('Another program answers as ModemManager.'));
    await expect(daemonCommand(flags, io, start)).rejects.toThrow(UsageError);
    expect(signals.eventNames()).toEqual([]);
  });
});
