import { describe, expect, it } from 'vitest';
import { type Presence, type PresenceInput, presence } from './presence.js';

const after = (...inputs: PresenceInput[]): Presence['kind'] =>
  inputs.reduce<Presence>(presence, { kind: 'here' }).kind;

describe('presence', () => {
  it.each<[PresenceInput[], Presence['kind']]>([
    [[], 'here'],
    [['left'], 'gone'],
    [['announced'], 'leaving'],
    [['announced', 'left'], 'away'],
    [['announced', 'left', 'returned'], 'here'],
    [['announced', 'left', 'returned', 'left'], 'gone'],
    [['announced', 'left', 'left'], 'gone'],
    [['announced', 'returned'], 'leaving'],
  ])('%j → %s', (inputs, kind) => {
    expect(after(...inputs)).toBe(kind);
  });
});
