import { CommanderError } from 'commander';
import { printable } from '../facts/printable.js';
import { UsageError } from '../facts/usage-error.js';

/** How the process ends after an error: one sentence for people at most, never a stack. */
export interface Failure {
  readonly status: number;
  readonly sentence?: string;
}

/** Usage errors, commander's own too, are status 2; help and version are none; anything else is unexpected: 1. `command`: the one that was typed. */
export const failure = (error: unknown, command?: string): Failure => {
  if (error instanceof CommanderError) return ofCommander(error, command);
  if (error instanceof UsageError) return { status: 2, sentence: quotesShortened(printable(error.message)) };
  const what = error instanceof Error ? error.message || error.name : String(error);
  return {
    status: 1,
    sentence: `Dialtone ended on something unexpected: ${shortened(printable(what)).replace(/\.$/, '')}; set DIALTONE_DEBUG=1 to see where.`,
  };
};

const ofCommander = ({ code, exitCode, message }: CommanderError, command: string | undefined): Failure => {
  if (exitCode === 0) return { status: 0 };
  if (code === 'commander.help')
    return { status: 2, sentence: 'Say what to do, such as `dialtone up`; `dialtone --help` lists it all.' };
  const said = shortened(
    printable(message)
      .replace(/^error: /, '')
      .replace(/\.$/, '')
      .replace(/\. ([A-Z])/g, (_, first: string) => `; ${first.toLowerCase()}`),
  );
  return {
    status: 2,
    sentence: `${said.charAt(0).toUpperCase()}${said.slice(1)}; see \`dialtone ${command === undefined ? '' : `${command} `}--help\`.`,
  };
};

/** Here the sentence itself may be long, as it lists what there is; only what it quotes is cut. */
const quotesShortened = (text: string): string => text.replace(/"([^"]{60})[^"]+"/g, '"$1..."');

/** A message may quote what was typed, however long that was. */
const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}...` : text);
