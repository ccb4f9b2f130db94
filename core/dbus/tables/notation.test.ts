import { describe, expect, it } from 'vitest';
import { administer, anybody, args, control } from './notation.js';

describe('the notation of the tables', () => {
  it('reads arguments in their order', () =>
    expect(args('cmd s, timeout u')).toEqual([
      { name: 'cmd', signature: 's' },
      { name: 'timeout', signature: 'u' },
    ]));

  it('knows a method without arguments', () => expect(anybody()).toEqual({ in: [], out: [] }));

  it('names who may call', () =>
    expect([control('enable b').action, administer().action, anybody().action]).toEqual([
      'Device.Control',
      'Control',
      undefined,
    ]));
});
