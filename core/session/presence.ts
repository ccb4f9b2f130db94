/** Whether a stick that is off the bus has been unplugged, or is only away for a mode switch or a reset that a stage announced. */
export type Presence =
  | { readonly kind: 'here' }
  /** A stage said that it will leave, and it has not yet. */
  | { readonly kind: 'leaving' }
  | { readonly kind: 'away' }
  | { readonly kind: 'gone' };

export type PresenceInput = 'announced' | 'left' | 'returned';

/** Pure. An announced absence keeps the plug alive and ends with the return; any other absence is an unplug. */
export const presence = (state: Presence, input: PresenceInput): Presence => {
  switch (input) {
    case 'announced':
      return state.kind === 'here' ? { kind: 'leaving' } : state;
    case 'left':
      return state.kind === 'leaving' ? { kind: 'away' } : { kind: 'gone' };
    case 'returned':
      return state.kind === 'away' ? { kind: 'here' } : state;
  }
};
