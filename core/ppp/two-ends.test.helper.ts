import { type HdlcDecoder, type PppFrame, plainFraming, readFrame, splitFrames } from './hdlc.js';
import type { PppClientConfig, PppConfig, PppServerConfig } from './ppp-config.js';
import type { PppEvent } from './ppp-event.js';
import type { PppInput } from './ppp-link.js';
import { openPpp, type PppState, stepPpp } from './ppp-machine.js';

/** One end of a link in virtual time, with what it said and received. */
export interface End {
  state: PppState;
  readonly timers: Map<string, number>;
  readonly events: { readonly t: number; readonly event: PppEvent }[];
  readonly packets: Uint8Array[];
  readonly sent: Uint8Array[];
}

/** Random octets that are the same in every run. */
export const seeded = (seed: number): ((count: number) => Uint8Array) => {
  let value = seed >>> 0;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      value = (Math.imul(value, 1664525) + 1013904223) >>> 0;
      return value >>> 24;
    });
};

export const clientConfig: PppClientConfig = {
  role: 'client',
  random: seeded(1),
  user: 'TIM',
  password: 'TIM',
  auth: ['none', 'chap', 'pap'],
};
export const serverConfig: PppServerConfig = {
  role: 'server',
  random: seeded(2),
  auth: 'chap',
  address: '10.20.30.40',
  peer: '10.64.64.64',
  dns: ['172.30.139.17', '172.31.139.17'],
};

export const freshEnd = (config: PppConfig): End => ({
  state: openPpp(config),
  timers: new Map(),
  events: [],
  packets: [],
  sent: [],
});

/** A client and a server on a wire without delay. `wire` may cut or spoil what travels. */
export const twoEnds = (
  clientWith: Partial<PppClientConfig> = {},
  serverWith: Partial<PppServerConfig> = {},
  wire: (bytes: Uint8Array) => readonly Uint8Array[] = (bytes) => [bytes],
) => {
  const client = freshEnd({ ...clientConfig, ...clientWith });
  const server = freshEnd({ ...serverConfig, ...serverWith });
  const queue: { readonly to: End; readonly bytes: Uint8Array }[] = [];
  let now = 0;

  const step = (end: End, input: PppInput): void => {
    const [state, outputs] = stepPpp(end.state, input);
    end.state = state;
    for (const output of outputs) {
      if (output.kind === 'bytes') {
        end.sent.push(output.bytes);
        const to = end === client ? server : client;
        queue.push(...wire(output.bytes).map((bytes) => ({ to, bytes })));
      } else if (output.kind === 'packet') end.packets.push(output.packet);
      else if (output.kind === 'start-timer') end.timers.set(output.timer, now + output.ms);
      else if (output.kind === 'stop-timer') end.timers.delete(output.timer);
      else end.events.push({ t: now, event: output.event });
    }
  };
  const give = (end: End, input: PppInput): void => {
    step(end, input);
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      step(next.to, { kind: 'bytes', bytes: next.bytes });
  };
  const run = (ms: number): void => {
    const until = now + ms;
    for (;;) {
      const due = [client, server]
        .flatMap((end) => [...end.timers].map(([timer, at]) => ({ end, timer, at })))
        .filter(({ at }) => at <= until)
        .sort((one, other) => one.at - other.at)[0];
      if (due === undefined) break;
      now = due.at;
      due.end.timers.delete(due.timer);
      give(due.end, { kind: 'timer', timer: due.timer });
    }
    now = until;
  };
  const begin = (): void => {
    give(server, { kind: 'open' });
    give(client, { kind: 'open' });
  };
  return { client, server, give, run, begin, now: () => now };
};

export const kinds = (end: End): readonly string[] => end.events.map(({ event }) => event.kind);

export const eventsOf = <K extends PppEvent['kind']>(end: End, kind: K): readonly Extract<PppEvent, { kind: K }>[] =>
  end.events.flatMap(({ event }) => (isKind(event, kind) ? [event] : []));

const isKind = <K extends PppEvent['kind']>(event: PppEvent, kind: K): event is Extract<PppEvent, { kind: K }> =>
  event.kind === kind;

/** `7e ff 03` as octets. */
export const hex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Cuts and reads in one: enough for a test, in which the asyncmap stays the same over the whole chunk. */
export const decodeFrames = (
  decoder: HdlcDecoder,
  bytes: Uint8Array,
  asyncmap = plainFraming.asyncmap,
): { readonly decoder: HdlcDecoder; readonly frames: readonly PppFrame[] } => {
  const split = splitFrames(decoder, bytes);
  const read = split.pieces.map((piece) => readFrame(piece, asyncmap));
  const frames = read.filter((frame) => frame !== undefined);
  const dropped = split.decoder.dropped + read.length - frames.length;
  return { decoder: { ...split.decoder, dropped }, frames };
};
