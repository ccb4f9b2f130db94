import { describe, expect, it } from 'vitest';
import type { Wanted } from '../facts/wanted.js';
import { changedDoor } from './changed-door.js';

const online = (overrides: Extract<Wanted, { level: 'online' }>['overrides'] = {}): Wanted => ({
  level: 'online',
  overrides,
});
const ready = (overrides = {}): Wanted => ({ level: 'ready', overrides });
const standby = (radio: 'on' | 'off', overrides = {}): Wanted => ({ level: 'standby', radio, overrides });

describe('what changed decides how far back the next walk begins', () => {
  it.each<[string, Wanted, Wanted, string | undefined]>([
    ['nothing that matters', online({ apn: 'a' }), online({ apn: 'a' }), undefined],
    ['an order in which things are said', online({ apn: 'a', user: 'u' }), online({ user: 'u', apn: 'a' }), undefined],
    ['another APN', online({ apn: 'a' }), online({ apn: 'b' }), 'init/define-context'],
    ['less than online', online({ apn: 'a' }), ready({ apn: 'a' }), 'init/define-context'],
    ['anything after nothing', { level: 'off' }, ready(), 'init/define-context'],
    ['standing by no longer', standby('on'), ready(), 'init/stand-by'],
    ['standing by again', online(), standby('on'), 'init/stand-by'],
    ['another radio while standing by', standby('on'), standby('off'), 'init/stand-by'],
    ['the same standing by', standby('off'), standby('off'), undefined],
    ['a certain network', ready(), online({ network: '23420' }), 'init/register'],
    ['home only', online(), online({ homeOnly: true }), 'init/register'],
    ['a reset', ready(), { level: 'ready', overrides: {}, resets: 1 }, 'modeswitch'],
  ])('%s', (_, before, now, door) => {
    expect(changedDoor(before, now, true)).toBe(door);
    expect(changedDoor(before, now, false)).toBe(door);
  });

  it('a PIN: back to where its tries are counted, if the SIM waits for one', () => {
    expect(changedDoor(standby('on'), ready({ pin: '1234' }), false)).toBe('init/wake');
    expect(changedDoor(standby('on'), ready({ pin: '1234' }), true)).toBe('init/stand-by');
    expect(changedDoor(ready(), ready({ pin: '1234' }), true)).toBeUndefined();
  });
});
