import { describe, expect, it } from 'vitest';
import type { InterfaceTable } from '../tables/table.js';
import type { IncomingCall } from '../wire/bus.js';
import { findMethod } from './find-method.js';

const table = (name: string, methods: InterfaceTable['methods']): InterfaceTable => ({
  name,
  methods,
  properties: {},
  signals: {},
});
const enable = { in: [{ name: 'enable', signature: 'b' }], out: [] };
const cells = {
  in: [
    { name: 'a', signature: 'u' },
    { name: 'b', signature: 'a{sv}' },
  ],
  out: [],
};
const interfaces = [
  table('org.example.Modem', { Enable: enable, Setup: cells }),
  table('org.example.Signal', { Setup: { in: [], out: [] } }),
];
const call = (more: Partial<IncomingCall>): IncomingCall => ({
  sender: ':1.2',
  path: '/m/0',
  interface: 'org.example.Modem',
  member: 'Enable',
  signature: 'b',
  body: [true],
  ...more,
});

describe('findMethod', () => {
  it.each<[string, Partial<IncomingCall>, unknown]>([
    ['by its interface', {}, enable],
    ['by its name alone', { interface: undefined }, enable],
    ['with several arguments', { member: 'Setup', signature: 'ua{sv}' }, cells],
  ])('finds one %s', (_, more, method) => {
    expect(findMethod(interfaces, call(more))).toEqual({ interface: 'org.example.Modem', method });
  });

  it.each<[Partial<IncomingCall>, string, string]>([
    [{ interface: 'org.example.None' }, 'UnknownMethod', '/m/0 has no interface org.example.None.'],
    [{ member: 'Explode' }, 'UnknownMethod', 'The interface org.example.Modem has no method Explode.'],
    [{ member: 'constructor' }, 'UnknownMethod', 'The interface org.example.Modem has no method constructor.'],
    [{ interface: undefined, member: 'Explode' }, 'UnknownMethod', 'No interface of /m/0 has a method Explode.'],
    [
      { interface: undefined, member: 'Setup' },
      'UnknownMethod',
      'Several interfaces of /m/0 have a method Setup: name one.',
    ],
    [{ signature: 's' }, 'InvalidArgs', 'Enable takes the types "(b)", and "(s)" came.'],
    [{ signature: '' }, 'InvalidArgs', 'Enable takes the types "(b)", and "()" came.'],
    [{ signature: 'bb' }, 'InvalidArgs', 'Enable takes the types "(b)", and "(bb)" came.'],
  ])('refuses %o as %s', (more, nick, message) => {
    expect(() => findMethod(interfaces, call(more))).toThrow(
      expect.objectContaining({ errorName: `org.freedesktop.DBus.Error.${nick}`, message }),
    );
  });
});
