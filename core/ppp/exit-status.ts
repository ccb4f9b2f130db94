/** How a program ended: one of the two. */
export interface ProgramEnd {
  readonly status?: number;
  readonly signal?: string;
}

/** What pppd(8) says of it, in plain words. */
export const meaningOf = ({ status, signal }: ProgramEnd): string =>
  status === undefined
    ? `it was ended by ${signal ?? 'a signal'}`
    : (meanings[status] ?? 'pppd knows no such status: it was not even started');

const meanings: readonly string[] = [
  'the peer ended the connection',
  'a system call failed',
  'it did not take its options',
  'it may be run by root only',
  'the kernel has no PPP',
  'it was told to end',
  'the port could not be locked',
  'the port could not be opened',
  'the connect script failed',
  'the pty command could not be run',
  'PPP could not be agreed on',
  'the peer did not prove who it is',
  'the link was idle for too long',
  'the time for the connection was over',
  'the peer was to call back',
  'the peer answers no echo',
  'the modem hung up',
  'the line only echoed what was sent',
  'the init script failed',
  'the user or password was refused',
];
