import { EventEmitter } from 'node:events';
import { NEVER, Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { liveView } from './live-view.js';
import { failedRun, happyRun, nextProfile } from './recorded-facts.test.data.js';
import { type ScreenReader, screenReader } from './screen-reader.test.helper.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Terminal {
  readonly rows: () => readonly string[];
  readonly facts$: Subject<Fact>;
  readonly wish$: Subject<unknown>;
  readonly signals: EventEmitter;
  readonly resize: (columns: number) => void;
  readonly writes: () => number;
}

/** A live view in a terminal of this size, that `facts` have already been shown in. */
const terminal = (facts: readonly Fact[], { columns = 100, height = 40, once = true } = {}): Terminal => {
  const reader: ScreenReader = screenReader(columns);
  let writes = 0;
  const write = (text: string): boolean => {
    writes += 1;
    reader.write(text);
    return true;
  };
  const stdout = Object.assign(new EventEmitter(), { write, isTTY: true, columns, rows: height });
  const signals = new EventEmitter();
  const facts$ = new Subject<Fact>();
  const wish$ = new Subject<unknown>();
  const env = { LANG: 'C.UTF-8' };
  liveView(facts$, wish$, { once }, { stdout: stdout as unknown as NodeJS.WriteStream, env, signals }).subscribe();
  for (const fact of facts) facts$.next(fact);
  return {
    rows: reader.rows,
    facts$,
    wish$,
    signals,
    resize: (to) => {
      stdout.columns = to;
      reader.resize(to);
      stdout.emit('resize');
    },
    writes: () => writes,
  };
};

const until = (fact: Fact['fact'], facts = happyRun): readonly Fact[] =>
  facts.slice(0, facts.findIndex((one) => one.fact === fact) + 1);
const text = ({ rows }: Terminal): string => rows().join('\n');

describe('the live view', () => {
  it('leaves six passed stages and the link on the screen', () => {
    const screen = terminal(happyRun);
    screen.facts$.complete();
    expect(text(screen)).toContain(`
✔ detect         0.0 s  MF627 (19d2:2000), known to plugin zte
✔ modeswitch     1.0 s  left its CD-ROM mode by eject, back as 19d2:0031
✔ port-select    0.0 s  commands on /dev/pts/4, data on /dev/pts/5
✔ init           4.1 s  MF627, BD_P671A2V1.0.0B03, SIM ready, registered at home on HSDPA, signal
                        61 %, Three UK, APN three.co.uk (from carrier pack three-uk)
✔ dial           0.5 s  CONNECT 7200000 to *99***1#
✔ ppp            0.1 s  CHAP accepted, address 10.64.3.7

Online after 5.7 s.
  address   10.64.3.7 (inside this process)
`);
  });

  it('shows the first fact too, and every one of a burst', () => {
    expect(terminal(happyRun).rows()[0]).toBe('Dialtone 0.1.0 started, simulating mf627@three-uk.');
  });

  it('lives beneath what stands: the stage being walked with its time, what it waits for, and what is to come', () => {
    const screen = terminal(until('sim.state'));
    vi.advanceTimersByTime(2000);
    expect(screen.rows().slice(-5)).toEqual([
      expect.stringMatching(/^✔ port-select/),
      expect.stringMatching(/^[⠋-⠿] init {11}2\.1 s {2}MF627, BD_P671A2V1\.0\.0B03, SIM ready, looking for a network$/),
      '· dial',
      '· ppp',
      '',
    ]);
  });

  it('shows a stage that is passed only once', () => {
    const screen = terminal(until('online').slice(0, -1));
    expect(text(screen).match(/ ppp /g)).toHaveLength(1);
    expect(
      terminal(until('ports.selected').concat(happyRun[until('ports.selected').length] as Fact))
        .rows()
        .slice(-5),
    ).toEqual([expect.stringMatching(/^✔ port-select/), '· init', '· dial', '· ppp', '']);
  });

  it('writes nothing while nothing changes', () => {
    const screen = terminal(happyRun, { once: false });
    const before = screen.writes();
    vi.advanceTimersByTime(60_000);
    expect(screen.writes()).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells a failed stage, and walks on from the door that recovery chose', () => {
    const dial: Fact = { t: 12_020, fact: 'stage.entered', stage: 'dial' };
    const untilEnd = failedRun.filter(({ fact }) => fact !== 'walk.ended' && fact !== 'verdict');
    const screen = terminal([...untilEnd, ...nextProfile, dial]);
    expect(screen.rows().slice(-6)).toEqual([
      expect.stringMatching(/^Still no address/),
      '✖ ppp            6.3 s  failed: nobody answered at IPCP',
      'Trying again, with the next APN.',
      expect.stringMatching(/^. dial {11}0\.0 s {2}calling$/),
      '· ppp',
      '',
    ]);
  });

  it('takes back what lives when somebody asks for the end, and says that it heard', () => {
    const screen = terminal(until('sim.state'));
    screen.wish$.next({});
    expect(screen.rows().slice(-3)).toEqual([
      expect.stringMatching(/^✔ port-select/),
      'Leaving, in the middle of init.',
      '',
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says how to end it once it stays online, and that it hangs up then', () => {
    const screen = terminal(happyRun, { once: false });
    expect(screen.rows().at(-2)).toBe('It stays online until Ctrl-C hangs up.');
    screen.wish$.next({});
    expect(screen.rows().at(-2)).toBe('Hanging up.');
    expect(text(terminal(happyRun))).not.toContain('Ctrl-C');
  });

  it.each([40, 60, 200])('fits its rows to %i columns, and leaves nothing behind when that changes', (columns) => {
    const screen = terminal(until('sim.state'));
    screen.resize(columns);
    vi.advanceTimersByTime(200);
    screen.resize(80);
    for (const fact of happyRun.slice(until('sim.state').length)) screen.facts$.next(fact);
    screen.facts$.complete();
    expect(text(screen).match(/ init /g)).toHaveLength(1);
    expect(text(screen)).not.toMatch(/^· /m);
  });

  it('puts what was learnt beneath the stage where the terminal is narrow', () => {
    const screen = terminal(until('modeswitch.sent'), { columns: 40 });
    expect(screen.rows().slice(-11)).toEqual([
      '✔ detect         0.0 s',
      '    MF627 (19d2:2000), known to plugin',
      '    zte',
      expect.stringMatching(/^. modeswitch {5}0\.0 s$/),
      '    left its CD-ROM mode by eject,',
      '    waiting for its return',
      '· port-select',
      '· init',
      '· dial',
      '· ppp',
      '',
    ]);
  });

  it('draws no more than the terminal is high', () => {
    const screen = terminal(until('device.recognised'), { height: 4 });
    expect(screen.rows().slice(-4)).toEqual([expect.stringMatching(/detect/), '· modeswitch', '· port-select', '']);
  });

  it('draws what lives anew after Ctrl-Z, below what the shell has written', () => {
    const screen = terminal(until('sim.state'));
    const before = screen.rows().length;
    screen.signals.emit('SIGCONT');
    expect(screen.rows()).toHaveLength(before + 3);
  });

  it('takes back what lives when all ends in the middle of a stage', () => {
    const screen = terminal(until('sim.state'));
    screen.facts$.complete();
    expect(screen.rows().slice(-2)).toEqual([expect.stringMatching(/^✔ port-select/), '']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends with what went wrong with it', () => {
    const ended = vi.fn();
    const facts$ = new Subject<Fact>();
    const stdout = Object.assign(new EventEmitter(), { write: () => true, columns: 80, rows: 24 });
    const io = { stdout: stdout as unknown as NodeJS.WriteStream, env: {}, signals: new EventEmitter() };
    liveView(facts$, NEVER, { once: true }, io).subscribe({ error: ended });
    for (const fact of until('sim.state')) facts$.next(fact);
    facts$.error(new Error('a bug'));
    expect(ended).toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    expect(stdout.eventNames()).toEqual([]);
    expect(io.signals.eventNames()).toEqual([]);
  });
});
