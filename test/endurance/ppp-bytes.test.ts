import { describe, expect, it } from 'vitest';
import { encodeFrame, longestFrame, type PppFrame, plainFraming } from '../../core/ppp/hdlc.js';
import type { PppClientConfig, PppServerConfig } from '../../core/ppp/ppp-config.js';
import type { PppInput, PppOutput } from '../../core/ppp/ppp-link.js';
import { type PppState, stepPpp } from '../../core/ppp/ppp-machine.js';
import { clientConfig, type End, freshEnd, serverConfig, toHex } from '../../core/ppp/two-ends.test.helper.js';
import { heapAfterGc, heapMayGrow } from '../heap.js';
import { aMillion, type Dice, dice, seed } from './dice.js';

/**
 * Both ends of a call, taken at every moment of it, on a line that says anything: random bytes, true frames, and true frames with something
 * changed and a good check sequence. Some of it makes a real negotiation, so `up` may come; then both ends must really have agreed.
 */
const [lcp, ipcp, pap] = [0xc021, 0x8021, 0xc023];
const [request, acknowledge] = [1, 2];

/** An end in the middle of a call, and all that it had said and heard by then. */
interface Moment {
  readonly state: PppState;
  readonly said: readonly PppFrame[];
  readonly heard: readonly PppFrame[];
  /** What it would have heard next, if the line were good. */
  readonly next: readonly Uint8Array[];
  /** Of the whole call. */
  readonly frames: readonly PppFrame[];
}

/** Every moment of both ends, from before they begin until they have hung up. Nothing is on its way that is not counted. */
const momentsOf = (client: Partial<PppClientConfig>, server: Partial<PppServerConfig>): readonly Moment[] => {
  const ends = [freshEnd({ ...clientConfig, ...client }), freshEnd({ ...serverConfig, ...server })] as const;
  const seen: { readonly end: End; readonly other: End; readonly state: PppState; readonly at: number[] }[] = [];
  const heard = new Map(ends.map((end) => [end, 0]));
  const otherOf = (end: End) => (end === ends[0] ? ends[1] : ends[0]);
  const step = (end: End, input: PppInput): void => {
    const [state, outputs] = stepPpp(end.state, input);
    end.state = state;
    for (const output of outputs) {
      if (output.kind === 'bytes') end.sent.push(output.bytes);
      if (output.kind === 'start-timer') end.timers.set(output.timer, output.ms);
      if (output.kind === 'stop-timer') end.timers.delete(output.timer);
    }
    look(end);
  };
  const look = (end: End): void => {
    seen.push({ end, other: otherOf(end), state: end.state, at: [end.sent.length, heard.get(end) ?? 0] });
  };
  const deliver = (): void => {
    const end = ends.find((one) => (heard.get(one) ?? 0) < otherOf(one).sent.length);
    const bytes = end && otherOf(end).sent[heard.get(end) ?? 0];
    if (end === undefined || bytes === undefined) return;
    heard.set(end, (heard.get(end) ?? 0) + 1);
    step(end, { kind: 'bytes', bytes });
    deliver();
  };
  const timePasses = (timer: string): void => {
    for (const end of ends) if (end.timers.delete(timer)) step(end, { kind: 'timer', timer });
    deliver();
  };
  for (const end of ends) look(end);
  for (const end of [...ends].reverse()) step(end, { kind: 'open' });
  deliver();
  for (let asked = 0; asked < 3; asked += 1) timePasses('ipcp');
  step(ends[0], { kind: 'close' });
  deliver();
  timePasses('lcp');
  return seen.map(({ end, other, state, at: [said = 0, was = 0] }) => ({
    state,
    said: framesIn(end.sent.slice(0, said)),
    heard: framesIn(other.sent.slice(0, was)),
    next: other.sent.slice(was),
    frames: framesIn([...end.sent, ...other.sent]),
  }));
};
const framesIn = (sent: readonly Uint8Array[]): readonly PppFrame[] => sent.flatMap((bytes) => read(bytes));
/**
 * The frames in these bytes, with or without the control characters that the line may have put there. Read by the letter of RFC 1662 and
 * not by the machine's own reader, whose word is what is tried here.
 */
const read = (bytes: Uint8Array): readonly PppFrame[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .split('~')
    .flatMap((piece) => [piece, withoutControls(piece)])
    .map((piece) => piece.replace(/}(.)/gs, (_, octet: string) => String.fromCharCode(octet.charCodeAt(0) ^ 0x20)))
    .filter((piece) => piece.length > 3 && checkOf(piece) === 0xf0b8)
    .map((piece) => Buffer.from(piece.slice(piece.startsWith('\xff\x03') ? 2 : 0, -2), 'latin1'))
    .map((octets) =>
      (octets[0] ?? 0) & 1
        ? { protocol: octets[0] ?? 0, payload: octets.subarray(1) }
        : { protocol: octets.readUInt16BE(0), payload: octets.subarray(2) },
    );
const withoutControls = (piece: string): string => [...piece].filter((one) => one >= ' ').join('');
const checkOf = (piece: string): number => {
  let check = 0xffff;
  for (let bit = 0; bit < piece.length * 8; bit += 1) {
    const given = (piece.charCodeAt(bit >> 3) >> (bit & 7)) & 1;
    check = (check ^ given) & 1 ? (check >> 1) ^ 0x8408 : check >> 1;
  }
  return check;
};

const calls: readonly (readonly [Partial<PppClientConfig>, Partial<PppServerConfig>])[] = [
  [{}, { auth: 'none', silent: false }],
  [{}, { auth: 'chap' }],
  [{ auth: ['pap'] }, { auth: 'pap', credentials: { kind: 'exact', user: 'TIM', password: 'TIM' } }],
  [{}, { auth: 'chap', ipcp: { placeholders: 2 } }],
];

/** One end, from one moment on: fed and judged. */
const witness = ({ state: first, said, heard }: Moment) => {
  let state = first;
  let ups = 0;
  let all = { said: [...said], heard: [...heard] };
  const agreed = (protocol: number): boolean =>
    isAnswered(all.said, all.heard, protocol) && isAnswered(all.heard, all.said, protocol);
  /** What was agreed above LCP before LCP was agreed is nothing. */
  const forget = (): void => {
    all = {
      said: all.said.filter(({ protocol }) => protocol === lcp),
      heard: all.heard.filter(({ protocol }) => protocol === lcp),
    };
  };
  const judge = (output: PppOutput): void => {
    if (output.kind === 'bytes') all.said.push(...read(output.bytes));
    if (output.kind !== 'event') return;
    if (output.event.kind === 'lcp-opened') forget();
    if (output.event.kind !== 'up') return;
    ups += 1;
    const { role } = state.config;
    expect([agreed(lcp), agreed(ipcp)], `${role} is up, seed ${seed}`).toEqual([true, true]);
    if (state.config.role === 'server' && state.config.auth === 'pap')
      expect(all.heard.some(namesTim), `the server is up, seed ${seed}`).toBe(true);
  };
  return {
    take: (input: PppInput, carries: readonly PppFrame[] = []) => {
      all.heard.push(...carries);
      const [next, outputs] = stepPpp(state, input);
      state = next;
      for (const output of outputs) judge(output);
    },
    state: () => state,
    ups: () => ups,
  };
};

/** Some request of this side was acknowledged by the other, word for word. */
const isAnswered = (asking: readonly PppFrame[], answering: readonly PppFrame[], protocol: number): boolean => {
  const texts = (from: readonly PppFrame[], code: number) =>
    from
      .filter((frame) => frame.protocol === protocol && frame.payload[0] === code)
      .map(({ payload }) => toHex(payload.subarray(1, ((payload[2] ?? 0) << 8) | (payload[3] ?? 0))));
  const acknowledged = new Set(texts(answering, acknowledge));
  return texts(asking, request).some((text) => acknowledged.has(text));
};

const namesTim = ({ protocol, payload }: PppFrame): boolean =>
  protocol === pap && payload[0] === request && toHex(payload.subarray(4)).startsWith('0354494d0354494d');

/** Something from the line: noise, or a frame of the call as it was or changed. */
const anything = (luck: Dice, frames: readonly PppFrame[]): Uint8Array => {
  const sort = luck.below(10);
  const frame = frames[luck.below(frames.length)];
  if (sort < 4 || frame === undefined) return luck.bytes(1 + luck.below(300));
  if (sort === 4) return luck.mutated(encodeFrame(frame, plainFraming));
  if (sort === 5 && luck.once(30)) return luck.bytes(3 * longestFrame).map((byte) => byte & 0x3f);
  return encodeFrame({ ...frame, payload: luck.mutated(frame.payload) }, plainFraming);
};
/** The call as it went on, with something between its frames now and then: it mostly comes up, and then what was wrong must not have counted. */
const nearlyTrue = (luck: Dice, { next, frames }: Moment): readonly Uint8Array[] =>
  next.flatMap((bytes) => {
    if (luck.once(3)) return [anything(luck, frames), bytes];
    return luck.once(6) ? [luck.mutated(bytes)] : [bytes];
  });
const saying = (luck: Dice, moment: Moment): readonly Uint8Array[] =>
  luck.once(2) ? nearlyTrue(luck, moment) : Array.from({ length: 12 }, () => anything(luck, moment.frames));

const otherInputs: readonly [PppInput, ...PppInput[]] = [
  { kind: 'timer', timer: 'lcp' },
  { kind: 'timer', timer: 'ipcp' },
  { kind: 'timer', timer: 'auth' },
  { kind: 'timer', timer: 'echo' },
  { kind: 'packet', packet: new Uint8Array(40) },
  { kind: 'open' },
];

/** So many inputs to one end, from one moment on; tells how many bytes that were. */
const disturbed = (luck: Dice, moment: Moment) => {
  const it = witness(moment);
  let bytes = 0;
  for (const said of saying(luck, moment)) {
    bytes += said.length;
    // The frames are told before the bytes: the end must not know more than the line has said.
    const carries = read(said);
    luck.cut(said, 64).forEach((piece, index) => {
      it.take({ kind: 'bytes', bytes: piece }, index === 0 ? carries : []);
    });
    if (luck.once(6)) it.take(luck.pick(otherInputs));
    expect(it.state().decoder.partial.length, `seed ${seed}`).toBeLessThanOrEqual(2 * longestFrame);
  }
  return { bytes, ups: it.ups() };
};

describe('a million bytes of anything on the line', () => {
  const moments = calls.flatMap((call) => momentsOf(...call));

  it('come at every phase, in both roles', () => {
    const seen = new Set(moments.map(({ state }) => `${state.config.role} ${state.phase}`));
    for (const role of ['client', 'server'])
      for (const phase of ['dead', 'establish', 'authenticate', 'network', 'terminate', 'ended'])
        expect([...seen]).toContain(`${role} ${phase}`);
  });

  it('never throw, never bring it up without both ends agreeing, and are not kept', async () => {
    const luck = dice(seed);
    const run = (until: number) => {
      let [bytes, ups] = [0, 0];
      for (let turn = 0; bytes < until; turn += 1) {
        const moment = moments[turn % moments.length];
        if (moment === undefined) continue;
        const did = disturbed(luck, moment);
        bytes += did.bytes;
        ups += did.ups;
      }
      return ups;
    };
    run(aMillion / 10);
    const before = await heapAfterGc();
    const ups = run(aMillion);
    expect(ups, `seed ${seed}`).toBeGreaterThan(10);
    expect((await heapAfterGc()) - before, `seed ${seed}`).toBeLessThan(heapMayGrow);
  });
});
