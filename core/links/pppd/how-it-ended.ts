import { Exit } from '../../facts/exit.js';
import { meaningOf, type ProgramEnd } from '../../ppp/exit-status.js';
import type { PppEvent } from '../../ppp/ppp-event.js';
import type { PppdLog } from './pppd-log.js';

/** What is known once pppd has ended. */
export interface Ended {
  readonly end: ProgramEnd;
  readonly log: PppdLog;
  /** We wanted it to end. */
  readonly asked: boolean;
  /** The last line worth telling; '' if there was none. */
  readonly lastSaid: string;
  readonly tty: string;
  /** The tty is not in /dev any more: the stick has left, or its driver. */
  readonly ttyGone: boolean;
}

/** The last events of a run, `ended` among them; or the Exit with which it fails, when it was no end of a call at all. */
export const howItEnded = (ended: Ended): readonly PppEvent[] | Exit => {
  const { end, log, asked } = ended;
  if (asked) return [{ kind: 'ended', because: 'closed' }];
  if (log.failed) return [{ kind: 'ended', because: log.ending ?? 'failed' }];
  // The bus is about to say so; this code makes the session wait for that word.
  if (ended.ttyGone) return new Exit('port-select.no-tty', ended.tty);
  if (log.ending === 'hung-up') return [{ kind: 'ended', because: 'hung-up' }];
  if (!isEndOfCall(end, log)) return new Exit('ppp.engine-failed', detailOf(ended));
  return [...eventsOf(end, log), { kind: 'ended', because: end.status === hungUp ? 'hung-up' : 'failed' }];
};

/** Below 5 and at 6 to 9 pppd never came to speak with the peer; what is not in its list is the word of whoever should have started it. */
const isEndOfCall = ({ status }: ProgramEnd, log: PppdLog): boolean =>
  status === undefined ? log.isUp : status === 0 || status === 5 || (status >= 10 && status <= 19 && status !== 18);

const hungUp = 16;

const eventsOf = ({ status }: ProgramEnd, { lcp }: PppdLog): readonly PppEvent[] => {
  switch (status) {
    case 15:
      return [{ kind: 'echo-lost', unanswered: 0 }];
    case 17:
      return [{ kind: 'loopback' }];
    case 19:
      return [{ kind: 'auth-refused', protocol: lcp.theirs?.auth === 'pap' ? 'pap' : 'chap', message: '' }];
    default:
      return [];
  }
};

/** Where the status stands for many things, its last line says which. */
const detailOf = ({ end, lastSaid }: Ended): string =>
  (end.status === undefined || end.status < 3 || end.status > 19) && lastSaid !== '' ? lastSaid : meaningOf(end);
