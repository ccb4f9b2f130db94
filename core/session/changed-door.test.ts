import { describe, expect, it } from 'vitest';
import { changedDoor } from './changed-door.js';

describe('what changed decides how far back the next walk begins', () => {
  it('nothing that matters', () => {
    expect(
      changedDoor({ level: 'online', overrides: { apn: 'a' } }, { level: 'online', overrides: { apn: 'a' } }),
    ).toBeUndefined();
  });
  it('an APN, a user or the level: the context', () => {
    const before = { level: 'online', overrides: { apn: 'a' } } as const;
    expect(changedDoor(before, { level: 'online', overrides: { apn: 'b' } })).toBe('init/define-context');
    expect(changedDoor(before, { level: 'ready', overrides: { apn: 'a' } })).toBe('init/define-context');
    expect(changedDoor({ level: 'off' }, { level: 'ready', overrides: {} })).toBe('init/define-context');
  });
  it('the order in which things were said does not matter', () => {
    expect(
      changedDoor(
        { level: 'online', overrides: { apn: 'a', user: 'u' } },
        { level: 'online', overrides: { user: 'u', apn: 'a' } },
      ),
    ).toBeUndefined();
  });
  it('a PIN: back to where its tries are counted', () => {
    expect(changedDoor({ level: 'online', overrides: {} }, { level: 'online', overrides: { pin: '1234' } })).toBe(
      'init/wake',
    );
  });
});
