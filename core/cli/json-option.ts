import { Option } from 'commander';

/** The flags of a command that tells people something, or a program. */
export interface AskFlags {
  readonly json: boolean;
}

/** `what` is printed instead of the words for people. */
export const json = (what = 'one fact a line, as JSON'): Option =>
  new Option('--json', what).default(false, 'for people');
