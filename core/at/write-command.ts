import type { AtCommand } from './at-command.js';
import type { AtEnd } from './at-reply.js';
import type { Dialogue, DialogueAction, PhaseOf, Step } from './dialogue-state.js';
import { isOk } from './final-results.js';
import { probeOf, probeWritten } from './resync.js';

/** Writes a command to a port on which nothing is left to answer. */
export const writeCommand = (dialogue: Dialogue, command: AtCommand, limitMs: number): Step => [
  { ...dialogue, phase: { kind: 'running', command, lines: [], promptAnswered: false } },
  [...written(command, false), { kind: 'start-limit', ms: limitMs }],
];

/** Writes a probe, while a command waits; `leftMs` is what that command may still wait. */
export const writeProbe = (
  dialogue: Dialogue,
  waiting: Pick<PhaseOf<'syncing'>, 'command' | 'limitMs' | 'leftMs'>,
): Step => {
  const probe = probeOf(dialogue.resync);
  const waitMs = Math.min(dialogue.probeMs, waiting.leftMs);
  const { command, limitMs, leftMs } = waiting;
  return [
    {
      ...dialogue,
      resync: probeWritten(dialogue.resync),
      phase: { kind: 'syncing', command, limitMs, leftMs, waitMs, probe, heard: false },
    },
    [...leavePrompt(dialogue), ...written(probe, true), { kind: 'start-limit', ms: waitMs }],
  ];
};

export const replyAction = (
  command: AtCommand,
  lines: readonly string[],
  end: AtEnd,
  result: string = end.kind,
): DialogueAction & { readonly kind: 'reply' } => ({
  kind: 'reply',
  command,
  reply: { command: command.redacted, lines, end, ok: isOk(end), result },
  probe: false,
});

/** What answers a prompt: the text and Ctrl-Z. */
export const promptAnswer = (text: string): DialogueAction => ({ kind: 'write', bytes: bytesOf(`${text}\x1a`) });

const written = (command: AtCommand, probe: boolean): readonly DialogueAction[] => [
  { kind: 'write', bytes: bytesOf(`${command.line}\r`) },
  { kind: 'sent', command, probe },
];

/** A modem that still waits for text takes everything for text until it reads ESC (TS 27.005 3.5.1). */
const leavePrompt = ({ resync }: Dialogue): readonly DialogueAction[] =>
  resync.late?.answer === undefined ? [] : [{ kind: 'write', bytes: Uint8Array.of(0x1b) }];

const encoder = new TextEncoder();
const bytesOf = (text: string): Uint8Array => encoder.encode(text);
