/** How far one call came and how it ended, as another program's log tells it. */
export interface CallSummary {
  /** What the dial command or the connect script ended with. */
  readonly dial: 'none' | 'connect' | 'no-carrier' | 'busy' | 'no-answer' | 'error' | 'timeout';
  /** `silent`: nothing of LCP came back; `loopback`: our own frames did; `refused`: there were answers and no agreement. */
  readonly lcp: 'none' | 'silent' | 'loopback' | 'refused' | 'opened';
  readonly auth: 'none' | 'started' | 'passed' | 'refused';
  /** `silent`: no answer at all; `placeholders`: only placeholders were offered; `no-address`: answers, and none with an address;
   * `disputed`: an address was offered and never agreed on; `rejected`: the peer does not speak IPCP. */
  readonly ipcp: 'none' | 'started' | 'silent' | 'placeholders' | 'no-address' | 'disputed' | 'rejected' | 'up';
  /** Who ended it: `none` while nobody has; `ours` a user, a signal or a dialler that gave up; `failed` pppd, for what is told above. */
  readonly end: 'none' | 'peer' | 'hang-up' | 'echo' | 'idle' | 'ours' | 'failed';
  /** Seconds for which IP was up, where times were told; 0 when it never was. */
  readonly heldSeconds?: number;
  /** Whether an APN is known to have been given: `sent` to the modem, `configured` in a file, `none` where the commands sent are known and none was. */
  readonly context: 'sent' | 'configured' | 'none' | 'unknown';
  /** By the number dialled. */
  readonly technology: 'gsm' | 'cdma' | 'unknown';
}
