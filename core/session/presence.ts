/** Whether a stick that is off the bus has been unplugged, or is only away for a mode switch or a reset that was announced. */
export type Presence =
  | { readonly kind: 'here' }
  /** Somebody said that it will leave, and it has not yet; after `until` (ms of the clock) it may not any more. */
  | { readonly kind: 'leaving'; readonly until: number }
  | { readonly kind: 'away' }
  | { readonly kind: 'gone' };

export interface PresenceInput {
  readonly what: 'announced' | 'left' | 'returned';
  /** Milliseconds of the clock. */
  readonly at: number;
}

/** Pure. An announced absence keeps the plug alive and ends with the return; any other absence is an unplug, and final. */
export const presence = (state: Presence, { what, at }: PresenceInput, limitMs: number): Presence => {
  if (state.kind === 'gone') return state;
  switch (what) {
    case 'announced':
      return state.kind === 'away' ? state : { kind: 'leaving', until: at + limitMs };
    case 'left':
      return state.kind === 'leaving' && at <= state.until ? { kind: 'away' } : { kind: 'gone' };
    case 'returned':
      return state.kind === 'away' ? { kind: 'here' } : state;
  }
};
