import { describe, expect, it } from 'vitest';
import { type Presence, type PresenceInput, presence } from './presence.js';

const limitMs = 100;
/** Each a millisecond after the one before, or at the time that it names. */
const after = (...moves: readonly (PresenceInput['what'] | PresenceInput)[]): Presence['kind'] =>
  moves
    .map((move, at) => (typeof move === 'string' ? { what: move, at } : move))
    .reduce<Presence>((state, input) => presence(state, input, limitMs), { kind: 'here' }).kind;

describe('presence', () => {
  it.each<[PresenceInput['what'][], Presence['kind']]>([
    [[], 'here'],
    [['left'], 'gone'],
    [['announced'], 'leaving'],
    [['announced', 'left'], 'away'],
    [['announced', 'left', 'returned'], 'here'],
    [['announced', 'left', 'returned', 'left'], 'gone'],
    [['announced', 'left', 'left'], 'gone'],
    [['announced', 'returned'], 'leaving'],
    [['announced', 'left', 'announced'], 'away'],
    [['left', 'returned', 'announced'], 'gone'],
  ])('%j → %s', (moves, kind) => {
    expect(after(...moves)).toBe(kind);
  });

  it('does not take an unplug long after a switch that was refused for its absence', () => {
    expect(after('announced', { what: 'left', at: limitMs })).toBe('away');
    expect(after('announced', { what: 'left', at: limitMs + 1 })).toBe('gone');
  });
});
