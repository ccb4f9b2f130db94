import type { AtPart } from './at-line.js';
import type { Answer } from './handler.js';
import type { ModemState } from './modem-state.js';
import { modeOf } from './registration.js';

/** What the twin's own table answers to this command; it goes before the generic modem's rules. */
export const twinReply = (state: ModemState, part: AtPart): Answer | undefined => {
  const { replies } = state.personality.twin;
  const reply = Object.hasOwn(replies, part.text) ? replies[part.text] : undefined;
  if (reply === undefined) return undefined;
  const lines = (reply.lines ?? []).map((line) => filled(state, line));
  return reply.error === undefined ? { state, lines } : { state, lines, refused: reply.error };
};

/** Whether the twin answers this command with anything but an error: how it says that it has a feature. */
export const known = (state: ModemState, text: string): boolean => {
  const { replies } = state.personality.twin;
  return Object.hasOwn(replies, text) && replies[text]?.error === undefined;
};

const filled = (state: ModemState, line: string): string =>
  line
    .replaceAll('{pinRetries}', String(state.lasting.card.pinTries))
    .replaceAll('{pukRetries}', String(state.lasting.card.pukTries))
    .replaceAll('{mode}', modeOf(state));
