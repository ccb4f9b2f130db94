import { afterConnect } from './after-connect.js';
import {
  type Dialogue,
  type DialogueAction,
  type DialogueInput,
  dataModeNotice,
  isBusy,
  type PhaseOf,
  type Step,
} from './dialogue-state.js';
import { splitByte } from './line-splitter.js';
import { commandTimedOut, settle } from './resync.js';
import { takeLine } from './take-line.js';
import { promptAnswer, replyAction, writeCommand, writeProbe } from './write-command.js';

/** One port's conversation, without time and without a port: what was, what happens, and what is to be done about it. */
export const converse = (dialogue: Dialogue, input: DialogueInput): Step => {
  switch (input.kind) {
    case 'bytes':
      return takeBytes(dialogue, input.bytes);
    case 'send':
      return takeSend(dialogue, input);
    case 'withdraw':
      return dialogue.phase.kind === 'syncing'
        ? [{ ...dialogue, phase: { kind: 'idle' } }, [{ kind: 'stop-limit' }]]
        : [dialogue, []];
    case 'limit-passed':
      return takeLimit(dialogue);
    case 'closed':
      return takeClosed(dialogue);
  }
};

const takeSend = (dialogue: Dialogue, { command, limitMs }: DialogueInput & { readonly kind: 'send' }): Step => {
  if (isBusy(dialogue)) throw new Error('A port answers one command at a time.');
  if (dialogue.phase.kind !== 'idle') return [dialogue, [replyAction(command, [], { kind: 'closed' })]];
  return dialogue.resync.settled
    ? writeCommand(dialogue, command, limitMs)
    : writeProbe(dialogue, { command, limitMs, leftMs: limitMs });
};

const takeBytes = (dialogue: Dialogue, bytes: Uint8Array): Step => {
  let current = dialogue;
  const done: DialogueAction[] = [];
  for (let next = 0; next < bytes.length; next += 1) {
    const inData = current.phase.kind === 'data';
    const [after, actions] = inData ? takeData(current, bytes.subarray(next)) : takeByte(current, bytes[next] ?? 0);
    current = after;
    done.push(...actions);
    if (inData) break;
  }
  return [current, done];
};

const takeData = (dialogue: Dialogue, bytes: Uint8Array): Step => {
  if (dialogue.phase.kind !== 'data') return [dialogue, []];
  const [held, data] = afterConnect(dialogue.phase.held, bytes);
  return [{ ...dialogue, phase: { kind: 'data', held } }, data.length === 0 ? [] : [{ kind: 'data', bytes: data }]];
};

const takeByte = (before: Dialogue, byte: number): Step => {
  if (before.phase.kind === 'closed') return [before, []];
  const { splitter, event } = splitByte(before.splitter, byte, awaitsPrompt(before));
  const dialogue: Dialogue = { ...before, splitter };
  switch (event?.kind) {
    case 'line':
      return takeLine(dialogue, event.text, event.endedBy);
    case 'prompt':
      return answerPrompt(dialogue);
    case 'frame':
      return dialogue.frameTold
        ? [dialogue, []]
        : [{ ...dialogue, frameTold: true }, [{ kind: 'unsolicited', line: dataModeNotice }]];
    default:
      return [dialogue, []];
  }
};

const awaitsPrompt = ({ phase }: Dialogue): boolean =>
  phase.kind === 'running' && phase.command.answer !== undefined && !phase.promptAnswered;

const answerPrompt = (dialogue: Dialogue): Step =>
  dialogue.phase.kind === 'running' && dialogue.phase.command.answer !== undefined
    ? [
        { ...dialogue, phase: { ...dialogue.phase, promptAnswered: true } },
        [promptAnswer(dialogue.phase.command.answer)],
      ]
    : [dialogue, []];

const takeLimit = (dialogue: Dialogue): Step => {
  const { phase } = dialogue;
  if (phase.kind === 'syncing') return probeTimedOut(dialogue, phase);
  if (phase.kind !== 'running') return [dialogue, []];
  return [
    { ...dialogue, resync: commandTimedOut(dialogue.resync, phase.command), phase: { kind: 'idle' } },
    [replyAction(phase.command, phase.lines, { kind: 'timeout' })],
  ];
};

/** Nothing more came for as long as a probe may take: see resync.ts for what that means. */
const probeTimedOut = (dialogue: Dialogue, phase: PhaseOf<'syncing'>): Step => {
  const unanswered: DialogueAction = { ...replyAction(phase.probe, [], { kind: 'timeout' }), probe: true };
  const [next, actions] = afterSilence(dialogue, phase);
  return [next, [unanswered, ...actions]];
};

const afterSilence = (dialogue: Dialogue, phase: PhaseOf<'syncing'>): Step => {
  if (phase.heard) return writeCommand({ ...dialogue, resync: settle(dialogue.resync) }, phase.command, phase.limitMs);
  const leftMs = phase.leftMs - phase.waitMs;
  return leftMs > 0
    ? writeProbe(dialogue, { ...phase, leftMs })
    : [{ ...dialogue, phase: { kind: 'idle' } }, [replyAction(phase.command, [], { kind: 'timeout' })]];
};

const takeClosed = (dialogue: Dialogue): Step => {
  const { phase } = dialogue;
  const next: Dialogue = { ...dialogue, phase: { kind: 'closed' } };
  if (phase.kind !== 'running' && phase.kind !== 'syncing') return [next, []];
  const lines = phase.kind === 'running' ? phase.lines : [];
  return [next, [{ kind: 'stop-limit' }, replyAction(phase.command, lines, { kind: 'closed' })]];
};
