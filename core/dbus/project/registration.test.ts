import { describe, expect, it } from 'vitest';
import { isRegistered, packetServiceState, registrationState, servingOperator } from './registration.js';

type Domains = Parameters<typeof registrationState>[0]['registration'];

const domains = (statuses: Partial<Record<keyof Domains, number>>): Domains =>
  Object.fromEntries(
    Object.entries(statuses).map(([domain, status]) => [
      domain,
      { domain: domain as keyof Domains, status, registered: status === 1 || status === 5, roaming: status === 5 },
    ]),
  );

describe('the registration', () => {
  it.each([
    ['nothing was heard of', {}, 4, false, 0],
    ['at home', { circuit: 1, packet: 1 }, 1, true, 2],
    ['as a guest', { packet: 5 }, 5, true, 2],
    ['packet data decides: voice is denied', { circuit: 3, packet: 1 }, 1, true, 2],
    ['packet data decides: voice alone is served', { circuit: 1, packet: 2 }, 1, false, 1],
    ['voice is all there is', { circuit: 1 }, 1, true, 0],
    ['LTE', { circuit: 3, packet: 3, eps: 1 }, 1, true, 2],
    ['searching somewhere', { circuit: 2, packet: 0 }, 2, false, 1],
    ['denied', { circuit: 3, packet: 3 }, 3, false, 1],
    ['emergency calls only', { circuit: 8 }, 8, false, 0],
    ['a number that nobody knows', { packet: 77 }, 4, false, 1],
  ])('%s', (_, statuses, state, registered, packet) => {
    const told = { registration: domains(statuses) };
    expect([registrationState(told), isRegistered(told), packetServiceState(told)]).toEqual([
      state,
      registered,
      packet,
    ]);
  });

  it('takes the name of its network along when it ends', () => {
    const operator = { code: '23420', name: '3' };
    expect(servingOperator({ registration: domains({ packet: 1 }), operator })).toEqual(operator);
    expect(servingOperator({ registration: domains({ packet: 2 }), operator })).toEqual({});
  });
});
