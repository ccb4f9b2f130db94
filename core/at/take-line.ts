import type { AtCommand } from './at-command.js';
import { belongs, makesCall } from './belongs.js';
import type { Dialogue, DialogueAction, PhaseOf, Step } from './dialogue-state.js';
import { isEcho } from './echo.js';
import { type FinalResult, finalResult } from './final-results.js';
import { finalSeen, markerSeen, openProbes, type Settlement } from './resync.js';
import { replyAction, writeCommand } from './write-command.js';

/** What a whole line means, and to whom. */
export const takeLine = (dialogue: Dialogue, line: string, endedBy: 'cr' | 'lf'): Step => {
  if (dialogue.messageFollows) return [{ ...dialogue, messageFollows: false }, []];
  const running = dialogue.phase.kind === 'running' ? dialogue.phase : undefined;
  const marked = markerSeen(dialogue.resync, line, running?.command);
  if (marked !== undefined) return [{ ...dialogue, resync: marked }, []];
  const final = finalResult(line);
  if (final !== undefined) return takeFinal(dialogue, final, line, endedBy);
  if (running !== undefined) return takeInformation(dialogue, running, line);
  return isLeftOver(dialogue, line) ? [dialogue, []] : unsolicited(dialogue, line);
};

const takeFinal = (dialogue: Dialogue, final: FinalResult, line: string, endedBy: 'cr' | 'lf'): Step => {
  const { phase, resync } = dialogue;
  const command = phase.kind === 'running' ? phase.command : resync.late;
  if (resync.reading !== undefined && final.ends === 'any') return finishOther(dialogue, line);
  if (final.ends === 'call' && (command === undefined || !makesCall(command.line))) return unsolicited(dialogue, line);
  if (phase.kind === 'running') return finishRunning(dialogue, phase, final, line, endedBy);
  // A late CONNECT settles nothing: whatever is written now goes into the call.
  return final.end.kind === 'connect' ? unsolicited(dialogue, line) : finishOther(dialogue, line);
};

const finishRunning = (
  dialogue: Dialogue,
  { command, lines }: PhaseOf<'running'>,
  { end }: FinalResult,
  line: string,
  endedBy: 'cr' | 'lf',
): Step => [
  {
    ...dialogue,
    frameTold: false,
    phase: end.kind === 'connect' ? { kind: 'data', held: endedBy === 'cr' ? 'cr' : 'nothing' } : { kind: 'idle' },
  },
  [{ kind: 'stop-limit' }, replyAction(command, lines, end, line)],
];

/** A final result that is not the running command's: a probe's, a late one, or nobody's. */
const finishOther = (dialogue: Dialogue, line: string): Step => {
  const [resync, settlement] = finalSeen(dialogue.resync);
  const after: Dialogue = { ...dialogue, resync };
  if (settlement.kind === 'stray') return unsolicited(after, line);
  return after.phase.kind === 'syncing' ? goOn(after, after.phase, settlement, line) : [after, []];
};

const goOn = (dialogue: Dialogue, phase: PhaseOf<'syncing'>, settlement: Settlement, line: string): Step => {
  if (settlement.kind === 'older-probe') return [dialogue, []];
  if (!dialogue.resync.settled)
    return [
      { ...dialogue, phase: { ...phase, heard: true, waitMs: dialogue.probeMs } },
      [{ kind: 'start-limit', ms: dialogue.probeMs }],
    ];
  const [next, actions] = writeCommand(dialogue, phase.command, phase.limitMs);
  return [next, [probeReply(phase.probe, settlement, line), ...actions]];
};

const probeReply = (probe: AtCommand, settlement: Settlement, line: string): DialogueAction => ({
  ...replyAction(
    probe,
    settlement.kind === 'probe' ? settlement.lines : [],
    finalResult(line)?.end ?? { kind: 'ok' },
    line,
  ),
  probe: true,
});

const takeInformation = (dialogue: Dialogue, phase: PhaseOf<'running'>, line: string): Step => {
  const { command, lines } = phase;
  if (isEcho(command, line, lines.length > 0) || isProbeEcho(dialogue, line)) return [dialogue, []];
  if (!belongs(command.line, line)) return unsolicited(dialogue, line);
  const room = lines.length < mostLines && lines.reduce((sum, it) => sum + it.length, line.length) <= mostText;
  return [room ? { ...dialogue, phase: { ...phase, lines: [...lines, line] } } : dialogue, []];
};

/** More than any answer: the longest, +CPBR of a full card or +CLAC, have a few hundred lines. */
const mostLines = 2_000;
const mostText = 262_144;

/** While nothing runs: what a late command still says, and echoes. */
const isLeftOver = (dialogue: Dialogue, line: string): boolean => {
  const { late } = dialogue.resync;
  return isProbeEcho(dialogue, line) || (late !== undefined && (isEcho(late, line, false) || belongs(late.line, line)));
};

const isProbeEcho = ({ resync }: Dialogue, line: string): boolean =>
  openProbes(resync).some((probe) => isEcho(probe, line, false));

/** The line behind these headers is a message, which anybody may send: it must not be read as a result, nor told. */
const messageHeader = /^\+(CMT|CDS|CBM):/;

const unsolicited = (dialogue: Dialogue, line: string): Step => [
  { ...dialogue, messageFollows: messageHeader.test(line) },
  [{ kind: 'unsolicited', line }],
];
