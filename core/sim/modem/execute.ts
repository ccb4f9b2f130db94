import { type AtPart, parseAtLine } from './at-line.js';
import { refusalText } from './cme-error.js';
import { contextCommands } from './contexts.js';
import { dialCommands } from './dial.js';
import { genericReply, storageCommands } from './generic-replies.js';
import type { Answer, Handler } from './handler.js';
import { counted, type ModemOutput, type ModemState, type Step } from './modem-state.js';
import { silence } from './noise.js';
import { registrationCommands } from './registration-commands.js';
import { answerText, say } from './say.js';
import { settingCommands } from './settings.js';
import { needsSim, simRefusal } from './sim-card.js';
import { simCommands } from './sim-commands.js';
import { twinReply } from './twin-replies.js';

/** Carries out one command line, command by command up to the first that is refused, and answers it. */
export const execute = (state: ModemState, number: number, line: string): Step => {
  const parts = parseAtLine(line) ?? [];
  const done = parts.reduce<Done>((so, part) => (so.stopped ? so : carriedOut(so, number, part)), {
    state: counted(state, 'commands'),
    lines: [],
    outputs: [],
    stopped: false,
    result: 'OK',
  });
  const after = done.result === 'OK' || done.result === undefined ? done.state : counted(done.state, 'errors');
  const port = after.ports[number];
  const text = port === undefined ? [] : say(after, port, answerText(port, done.lines, done.result));
  // The answer first: a modem that resets itself says OK before it goes, and unasked lines come behind.
  return [after, [...text, ...done.outputs]];
};

interface Done {
  readonly state: ModemState;
  readonly lines: readonly string[];
  readonly outputs: readonly ModemOutput[];
  readonly stopped: boolean;
  readonly result: string | undefined;
}

const carriedOut = (so: Done, number: number, part: AtPart): Done => {
  const answer = answerTo(so.state, number, part) ?? { state: so.state, refused: 'ERROR' };
  const lines = [...so.lines, ...(answer.lines ?? [])];
  const outputs = [...so.outputs, ...(answer.outputs ?? [])];
  if (answer.refused !== undefined) {
    const form = answer.state.ports[number]?.errors ?? 0;
    return { state: answer.state, lines, outputs, stopped: true, result: refusalText(answer.refused, form) };
  }
  const taken = answer.taken === true;
  return { state: silence(answer.state, part), lines, outputs, stopped: taken, result: taken ? undefined : 'OK' };
};

/** The card's state first, then the twin's table, then the generic modem. `undefined`: nobody knows it. */
const answerTo = (state: ModemState, port: number, part: AtPart): Answer | undefined => {
  const refused = needsSim(part) ? simRefusal(state) : undefined;
  if (refused !== undefined) return { state, refused };
  const rule = Object.hasOwn(handlers, part.name) ? handlers[part.name] : undefined;
  return twinReply(state, part) ?? rule?.(state, { port, part }) ?? genericReply(state, part);
};

const handlers: Readonly<Record<string, Handler>> = {
  ...settingCommands,
  ...simCommands,
  ...registrationCommands,
  ...contextCommands,
  ...dialCommands,
  ...storageCommands,
};
