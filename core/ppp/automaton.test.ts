import { describe, expect, it } from 'vitest';
import { isTimed, transition } from './automaton.js';

describe('the option negotiation automaton', () => {
  it('walks the ordinary way up', () => {
    expect(transition('initial', 'up')).toEqual({ state: 'closed', actions: [] });
    expect(transition('closed', 'open')).toEqual({ state: 'request-sent', actions: ['irc', 'scr'] });
    expect(transition('request-sent', 'request-good')).toEqual({ state: 'ack-sent', actions: ['sca'] });
    expect(transition('ack-sent', 'acked')).toEqual({ state: 'opened', actions: ['irc', 'tlu'] });
  });

  it('is polite at the end', () => {
    expect(transition('opened', 'close')).toEqual({ state: 'closing', actions: ['tld', 'irc', 'str'] });
    expect(transition('opened', 'terminate-asked')).toEqual({ state: 'stopping', actions: ['tld', 'zrc', 'sta'] });
    expect(transition('closing', 'terminate-acked')).toEqual({ state: 'closed', actions: ['tlf'] });
  });

  it('does not move where RFC 1661 has no cell', () => {
    expect(transition('opened', 'timeout')).toEqual({ state: 'opened', actions: [] });
    expect(transition('initial', 'acked')).toEqual({ state: 'initial', actions: [] });
  });

  it('runs its timer in states 4 to 8', () => {
    const timed = ['closing', 'stopping', 'request-sent', 'ack-received', 'ack-sent'] as const;
    const still = ['initial', 'starting', 'closed', 'stopped', 'opened'] as const;
    expect([...timed, ...still].filter(isTimed)).toEqual([...timed]);
  });
});
