import { meaningOf } from '../../ppp/exit-status.js';
import type { LinePattern, ReadFact } from '../reader.js';
import { pppdSign } from './said.js';

/** pppd's exit code, whoever tells it. */
export const exited = (status: number): ReadFact => ({ fact: 'pppd.exited', status, means: meaningOf({ status }) });

const withStatus: LinePattern[1] = ([, status = '']) => [exited(Number(status))];

/** How pppd ended, in the words of who had started it: KPPP, systemd, scripts. pppd itself names its exit code nowhere. */
export const exitWords: readonly LinePattern[] = [
  [
    /^(?:error: )?(?:the )?(?:pppd|ppp daemon)\b(?! version).{0,40}?\b(?:exited|died|ended|failed|finished|terminated|stopped|quit)\b.{0,30}?\b(?:(?:exit|return|error|status) ?(?:code|status|value)?|code|rc)\s?[:=]?\s?\(?(\d{1,2})\b(?! ?(?:s|sec|seconds|min|minutes)\b)/i,
    withStatus,
  ],
  [/^(?:the )?pppd returned (\d{1,2})\.?$/i, withStatus],
  [
    /^(?:[\w-]{1,40}-)?pppd?(?:[@-]\S{0,60})?\.service: .{0,20}process exited, code=exited, status=(\d{1,3})\b/i,
    withStatus,
  ],
  // The window of KPPP, below "The pppd daemon died unexpectedly!".
  [/^Exit status: (\d{1,2})$/i, withStatus],
  [/^In killpppd\(\): Sending SIGTERM to \d+/, () => pppdSign('told-to-end')],
  // KPPP's best guess of what a log means.
  [/^The remote system does not seem to answer to configuration request/i, () => pppdSign('lcp-timeout')],
  [
    /^(?:Opener: received |In parent: pppd pid |Couldn'?t find interface ppp\d|Kernel supports ppp alright|It was pppd that died|Sending \d+ a SIGUSR1|kppp(?:\(\d+\))?:? )/,
    'noise',
  ],
];
