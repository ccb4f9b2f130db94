import { describe, expect, it } from 'vitest';
import { childrenOf, introspection } from './introspection.js';

describe('introspection', () => {
  it('is the XML of the tables and of the nodes below', () => {
    const table = {
      name: 'org.example.Modem',
      methods: {
        Enable: { in: [{ name: 'enable', signature: 'b' }], out: [], action: 'Device.Control' as const },
        List: { in: [], out: [{ name: 'paths', signature: 'ao' }] },
        Reset: { in: [], out: [] },
      },
      properties: { State: 'i', UnlockRetries: 'a{uu}' },
      signals: { StateChanged: [{ name: 'old', signature: 'i' }], Bare: [] },
    };
    expect(
      introspection([table], ['0', '1']),
    ).toBe(`<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
<node>
  <interface name="org.example.Modem">
    <method name="Enable">
      <arg name="enable" type="b" direction="in"/>
    </method>
    <method name="List">
      <arg name="paths" type="ao" direction="out"/>
    </method>
    <method name="Reset"/>
    <signal name="StateChanged">
      <arg name="old" type="i"/>
    </signal>
    <signal name="Bare"/>
    <property name="State" type="i" access="read"/>
    <property name="UnlockRetries" type="a{uu}" access="read"/>
  </interface>
  <node name="0"/>
  <node name="1"/>
</node>
`);
  });
});

describe('childrenOf', () => {
  const objects = ['/org/mm', '/org/mm/Modem/0', '/org/mm/Modem/1', '/org/mm/SIM/0', '/org/mmore'];
  it.each([
    ['/', ['org']],
    ['/org', ['mm', 'mmore']],
    ['/org/mm', ['Modem', 'SIM']],
    ['/org/mm/Modem', ['0', '1']],
    ['/org/mm/Modem/0', []],
    ['/org/m', []],
  ])('of %s', (path, children) => {
    expect(childrenOf(objects, path)).toEqual(children);
  });

  it('the root of all is no child of itself', () => {
    expect(childrenOf(['/'], '/')).toEqual([]);
  });
});
