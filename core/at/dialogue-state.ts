import type { HeldBack } from './after-connect.js';
import type { AtCommand } from './at-command.js';
import type { AtReply } from './at-reply.js';
import { emptySplitter, type LineSplitter } from './line-splitter.js';
import { freshResync, type Resync } from './resync.js';

/** What happens to a dialogue. */
export type DialogueInput =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Only while the phase is not busy: see `isBusy`. */
  | { readonly kind: 'send'; readonly command: AtCommand; readonly limitMs: number }
  /** Nobody wants the command any more. One that still waits for its turn is not written; one that runs goes on to its end. */
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'limit-passed' }
  | { readonly kind: 'closed' };

/** What a dialogue asks to be done, in order. */
export type DialogueAction =
  | { readonly kind: 'write'; readonly bytes: Uint8Array }
  /** A command line was written; `probe` when it is the dialogue's own. */
  | { readonly kind: 'sent'; readonly command: AtCommand; readonly probe: boolean }
  /** There is one limit; starting it again puts an end to the last. */
  | { readonly kind: 'start-limit'; readonly ms: number }
  | { readonly kind: 'stop-limit' }
  | { readonly kind: 'reply'; readonly command: AtCommand; readonly reply: TimelessReply; readonly probe: boolean }
  | { readonly kind: 'unsolicited'; readonly line: string }
  /** Bytes behind CONNECT. */
  | { readonly kind: 'data'; readonly bytes: Uint8Array };

export type TimelessReply = Omit<AtReply, 'ms'>;

export type Phase =
  | { readonly kind: 'idle' }
  /** The command waits until it is certain that no late reply can be taken for its own: see resync.ts. */
  | {
      readonly kind: 'syncing';
      readonly command: AtCommand;
      readonly limitMs: number;
      readonly probe: AtCommand;
      /** What is left of the limit for further probes. */
      readonly leftMs: number;
      /** The running probe's limit. */
      readonly waitMs: number;
      /** Something that may be a late answer came since the probe was written. */
      readonly heard: boolean;
    }
  | {
      readonly kind: 'running';
      readonly command: AtCommand;
      readonly lines: readonly string[];
      readonly promptAnswered: boolean;
    }
  | { readonly kind: 'data'; readonly held: HeldBack }
  | { readonly kind: 'closed' };
export type PhaseOf<K extends Phase['kind']> = Extract<Phase, { readonly kind: K }>;

/** One port's conversation. */
export interface Dialogue {
  readonly phase: Phase;
  readonly splitter: LineSplitter;
  readonly resync: Resync;
  /** Longest wait for a probe, in milliseconds. */
  readonly probeMs: number;
  /** The next line is the body of a short message, whatever it says. */
  readonly messageFollows: boolean;
  /** A PPP frame was seen since the last reply: told once. */
  readonly frameTold: boolean;
}

export type Step = readonly [Dialogue, readonly DialogueAction[]];

export const startDialogue = (probeMs: number): Dialogue => ({
  phase: { kind: 'idle' },
  splitter: emptySplitter,
  resync: freshResync,
  probeMs,
  messageFollows: false,
  frameTold: false,
});

/** Whether a command holds the port; `data` and `closed` never do, they refuse. */
export const isBusy = ({ phase }: Dialogue): boolean => phase.kind === 'running' || phase.kind === 'syncing';

/** What `unsolicited` says, once, when PPP frames come from a port in command mode: the modem has not left its last call. */
export const dataModeNotice = '<ppp frame>';
