import type { AuthProtocol } from './lcp.js';

/** Where authentication stands. `tries`: how often the last thing was sent. */
export type AuthState =
  | { readonly kind: 'none' }
  /** We prove who we are. `sent`: our last PAP request or CHAP response, to be repeated. */
  | {
      readonly kind: 'proving';
      readonly protocol: AuthProtocol;
      readonly sent: Uint8Array | undefined;
      readonly tries: number;
    }
  /** The peer proves who it is. `challenge` is empty for PAP. */
  | {
      readonly kind: 'checking';
      readonly protocol: AuthProtocol;
      readonly id: number;
      readonly challenge: Uint8Array;
      readonly tries: number;
    }
  /** Passed; the peer may still ask, or repeat itself because our answer was lost. */
  | { readonly kind: 'passed'; readonly was: AuthState };

export const mostAuthTries = 10;
