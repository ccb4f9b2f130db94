import { type AtCommand, atCommand, InvalidAtText } from '../../at/at-command.js';
import { redactCommand } from '../../facts/redact.js';
import { modemError } from '../wire/values.js';
import { mustTake } from './ask-modem.js';
import type { HeldModem } from './held-modem.js';

/** Modem.Command: what somebody typed, and the information lines of the answer. `seconds` is how long it may take. */
export const typedCommand = async (modem: HeldModem, text: string, seconds: number): Promise<string> => {
  const limitMs = Math.min(Math.max(seconds, 1) * 1000, modem.limits.typed);
  const { lines } = await mustTake(modem, checked(text), limitMs);
  return lines.join('\n');
};

/**
 * Nothing that carries a secret or a phone number, since it costs tries or money and there are methods for it; nothing that takes the port out of
 * command mode, since it is the one that everything else is asked through.
 */
const checked = (text: string): AtCommand => {
  const line = /^at/i.test(text) ? `AT${text.slice(2)}` : `AT${text}`;
  const command = asCommand(line);
  if (redactCommand(line) !== line) {
    throw modemError('Core.Unauthorized', 'Commands with PINs, passwords or phone numbers are not sent from here.');
  }
  if (leavesCommandMode.test(line)) {
    throw modemError('Core.Unauthorized', 'Commands that take the port out of command mode are not sent from here.');
  }
  return command;
};

/** Dialling, answering, going back to data, multiplexing and messages, also as a later one of several in a line. */
const leavesCommandMode = /^AT\s*[DOA](?![A-Z])|[;\d]\s*[DO][\d*#"T;]|\+(CGDATA|CMUX|CMG[SWC]|CNMA)\b/i;

const asCommand = (line: string): AtCommand => {
  try {
    return atCommand(line);
  } catch (error) {
    if (error instanceof InvalidAtText) throw modemError('Core.InvalidArgs', error.message);
    throw error;
  }
};
