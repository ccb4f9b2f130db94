/** How an AT command ended (V.250 and TS 27.007), `timeout` when its limit passed first, `closed` when the port went. */
export type AtEnd =
  | { readonly kind: 'ok' }
  | { readonly kind: 'connect'; readonly text: string }
  | { readonly kind: 'error' }
  | { readonly kind: 'cme'; readonly text: string; readonly code?: number }
  | { readonly kind: 'cms'; readonly text: string; readonly code?: number }
  | { readonly kind: 'no-carrier' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'no-dialtone' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'closed' };

export interface AtReply {
  /** The command as sent, redacted. */
  readonly command: string;
  /** Information lines, without echo, unsolicited lines and the final result. Not redacted: never put them into a fact as they are. */
  readonly lines: readonly string[];
  readonly end: AtEnd;
  /** `end` is `ok` or `connect`. */
  readonly ok: boolean;
  /** The final result as one line: `OK`, `ERROR`, `+CME ERROR: 14`, `CONNECT 7200000`, `timeout`. */
  readonly result: string;
  readonly ms: number;
}
