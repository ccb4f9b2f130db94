import { describe, expect, it } from 'vitest';
import { Exit } from '../../facts/exit.js';
import { meaningOf } from '../../ppp/exit-status.js';
import { type Ended, howItEnded } from './how-it-ended.js';
import { freshLog } from './pppd-log.js';

const ended = (so: Partial<Ended>) =>
  howItEnded({
    end: { status: 16 },
    log: freshLog,
    asked: false,
    lastSaid: 'its last words',
    tty: '/dev/ttyUSB2',
    ttyGone: false,
    ...so,
  });
const failure = (detail: string) => new Exit('ppp.engine-failed', detail);

describe('an end of pppd', () => {
  it('that we asked for is no more than that', () => {
    const log = { ...freshLog, failed: true, ending: 'failed' } as const;
    expect(ended({ asked: true, log, ttyGone: true, end: { signal: 'SIGKILL' } })).toEqual([
      { kind: 'ended', because: 'closed' },
    ]);
  });

  it('that the log explains is not explained again', () => {
    const log = { ...freshLog, failed: true, ending: 'peer' } as const;
    expect(ended({ log, end: { status: 19 } })).toEqual([{ kind: 'ended', because: 'peer' }]);
    expect(ended({ log: { ...log, ending: undefined } })).toEqual([{ kind: 'ended', because: 'failed' }]);
  });

  it('with a tty that has left waits for the word of the bus', () => {
    const log = { ...freshLog, ending: 'hung-up' } as const;
    expect(ended({ log, ttyGone: true })).toEqual(new Exit('port-select.no-tty', '/dev/ttyUSB2'));
    expect(ended({ end: { status: 2 }, ttyGone: true })).toEqual(new Exit('port-select.no-tty', '/dev/ttyUSB2'));
  });

  it('by a hang-up is one, whatever status came of it', () => {
    const log = { ...freshLog, ending: 'hung-up' } as const;
    for (const end of [{ status: 5 }, { status: 1 }, { signal: 'SIGHUP' }])
      expect(ended({ log, end })).toEqual([{ kind: 'ended', because: 'hung-up' }]);
    expect(ended({ end: { status: 16 } })).toEqual([{ kind: 'ended', because: 'hung-up' }]);
  });

  it.each([0, 5, 10, 11, 12, 13, 14])('with status %i ends the call without a reason', (status) => {
    expect(ended({ end: { status } })).toEqual([{ kind: 'ended', because: 'failed' }]);
  });

  it('tells by its status what the log did not tell', () => {
    const eventOf = (status: number, log = freshLog) => {
      const events = ended({ end: { status }, log });
      return events instanceof Exit ? events : events[0];
    };
    const pap = { ...freshLog, lcp: { ...freshLog.lcp, theirs: { auth: 'pap', mru: 1500 } } } as const;
    expect([eventOf(15), eventOf(17), eventOf(19), eventOf(19, pap)]).toEqual([
      { kind: 'echo-lost', unanswered: 0 },
      { kind: 'loopback' },
      { kind: 'auth-refused', protocol: 'chap', message: '' },
      { kind: 'auth-refused', protocol: 'pap', message: '' },
    ]);
  });

  it.each([
    [1, 'its last words'],
    [2, 'its last words'],
    [3, 'it may be run by root only'],
    [4, 'the kernel has no PPP'],
    [6, 'the port could not be locked'],
    [7, 'the port could not be opened'],
    [8, 'the connect script failed'],
    [9, 'the pty command could not be run'],
    [18, 'the init script failed'],
    [127, 'its last words'],
  ])('with status %i was no end of a call', (status, detail) => {
    expect(ended({ end: { status } })).toEqual(failure(detail));
  });

  it('without words has what the status means', () => {
    expect(ended({ end: { status: 2 }, lastSaid: '' })).toEqual(failure('it did not take its options'));
  });

  it('by a signal ends a link that was up, and is a failure before', () => {
    const end = { signal: 'SIGKILL' };
    expect(ended({ end, log: { ...freshLog, isUp: true } })).toEqual([{ kind: 'ended', because: 'failed' }]);
    expect(ended({ end, lastSaid: '' })).toEqual(failure('it was ended by SIGKILL'));
  });
});

describe('the meaning of an exit status', () => {
  it.each([
    [{ status: 0 }, 'the peer ended the connection'],
    [{ status: 5 }, 'it was told to end'],
    [{ status: 19 }, 'the user or password was refused'],
    [{ status: 127 }, 'pppd knows no such status: it was not even started'],
    [{ signal: 'SIGSEGV' }, 'it was ended by SIGSEGV'],
  ])('%j', (end, means) => expect(meaningOf(end)).toBe(means));
});
