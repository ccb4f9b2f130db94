import type { CarrierPack, DeviceDefinition } from '@dialtone/plugins';
import { NEVER, Observable, of, Subject } from 'rxjs';
import type { AtChannel } from '../at/at-channel.js';
import type { AtEnd, AtReply } from '../at/at-reply.js';
import { Exit } from '../facts/exit.js';
import type { FactBody } from '../facts/fact.js';
import type { StickIdentity } from '../facts/stick-identity.js';
import type { Wanted } from '../facts/wanted.js';
import { memoryInMemory } from '../links/memory-in-memory.js';
import { VirtualClock } from '../sim/virtual-clock.js';
import { limits } from './limits.js';
import type { Contributed, Memory, StageTools, Usb } from './tools.js';

/** What a made-up modem answers: these lines and OK, or an end of another kind. */
export type FakeAnswer =
  | { readonly lines: readonly string[] }
  | { readonly ends: Exclude<AtEnd['kind'], 'cme' | 'cms' | 'connect'> }
  | { readonly cme: number };

/** By command line. Of several answers each is given once, and the last for ever. What is not in the table is refused. */
export type FakeAnswers = Readonly<Record<string, FakeAnswer | readonly FakeAnswer[]>>;

interface Given {
  readonly wanted?: Wanted;
  readonly memory?: Memory;
  readonly usb?: Partial<Usb>;
  readonly devices?: readonly Contributed<DeviceDefinition>[];
  readonly carriers?: readonly Contributed<CarrierPack>[];
  readonly pinned?: readonly string[];
  readonly tools?: Partial<StageTools>;
}

/** A bench for one stage or step: a modem that answers from a table, tools that keep what they are told, time that stands still. */
export const bench = (answers: FakeAnswers = {}, given: Given = {}) => {
  const clock = new VirtualClock();
  const facts: FactBody[] = [];
  const identity: StickIdentity = {};
  const stamps = new Map<string, object>();
  const tools: StageTools = {
    clock,
    limits,
    report: (fact) => void facts.push(fact),
    learn: (learnt) => Object.assign(identity, learnt),
    enter: () => undefined,
    wanted$: of(given.wanted ?? { level: 'online', overrides: {} }),
    usb: { at$: () => of(undefined), switchMode: unexpected, bindDriver: unexpected, reset: unexpected, ...given.usb },
    announceAbsence: () => undefined,
    ports: { control: unexpected, data: unexpected },
    engine: { name: 'none', because: 'nobody dials', run: unexpected },
    network: { use: unexpected },
    catalog: {
      devices: () => given.devices ?? [],
      carriers: () => given.carriers ?? [],
      pinned: () => given.pinned ?? [],
      edition$: NEVER,
    },
    memory: given.memory ?? memoryInMemory(),
    stamps: {
      get: <Learnt extends object>(door: string) => stamps.get(door) as Learnt | undefined,
      enter: () => undefined,
      set: (door, learnt) => void stamps.set(door, learnt),
    },
    profilesTried: () => 0,
    ...given.tools,
  };
  /** `forget`: takes a door's stamp away. */
  return { clock, facts, identity, tools, forget: (door: string) => stamps.delete(door), ...fakeModem(answers, clock) };
};

/** What came of a stream so far: its value, its exit's code and detail, or another error. */
export const outcome = <T>(source: Observable<T>) => {
  const so: { value?: T; exit?: string; detail?: string | undefined; error?: unknown } = {};
  source.subscribe({
    next: (value) => {
      so.value = value;
    },
    error: (error: unknown) => {
      if (error instanceof Exit) Object.assign(so, { exit: error.code, detail: error.detail });
      else so.error = error;
    },
  });
  return so;
};

const unexpected = (): never => {
  throw new Error('this must not be asked for here');
};

const fakeModem = (answers: FakeAnswers, clock: VirtualClock) => {
  const asked: string[] = [];
  const unsolicited = new Subject<string>();
  const turns = new Map<string, number>();
  const answerTo = (line: string): FakeAnswer => {
    const given = [answers[line] ?? { ends: 'error' as const }].flat();
    const turn = turns.get(line) ?? 0;
    turns.set(line, turn + 1);
    return given[Math.min(turn, given.length - 1)] ?? { lines: [] };
  };
  const control: AtChannel = {
    port: 1,
    unsolicited$: unsolicited,
    gone$: new Subject<void>(),
    send: ({ line, redacted }, { limitMs = limits.command } = {}) =>
      new Observable((listener) => {
        asked.push(line);
        const answer = answerTo(line);
        const silent = 'ends' in answer && answer.ends === 'timeout';
        return clock.schedule(
          () => {
            listener.next(replyOf(redacted, answer));
            listener.complete();
          },
          silent ? limitMs : 20,
        );
      }),
    data: unexpected,
    close: () => Promise.resolve(),
  };
  /** `says`: a line unasked. `goes`: the port goes. */
  return {
    asked,
    control,
    says: (line: string) => unsolicited.next(line),
    goes: () => unsolicited.complete(),
  };
};

const replyOf = (command: string, answer: FakeAnswer): AtReply => {
  const common = { command, ms: 20 };
  if ('lines' in answer) return { ...common, lines: answer.lines, end: { kind: 'ok' }, ok: true, result: 'OK' };
  if ('cme' in answer) {
    const text = `+CME ERROR: ${answer.cme}`;
    return { ...common, lines: [], end: { kind: 'cme', text, code: answer.cme }, ok: false, result: text };
  }
  return { ...common, lines: [], end: { kind: answer.ends }, ok: answer.ends === 'ok', result: answer.ends };
};
