import { describe, expect, it } from 'vitest';
import { type DeviceSource, defineDevicePlugin, type Trait } from './device.js';

const bare: DeviceSource = {
  id: 'acme-1',
  model: 'Acme 1',
  source: 'the datasheet',
  match: { usb: [{ vendor: 'ffff', product: '0031' }] },
  ports: { 1: 'at' },
};
const quirk = (id: string) => ({
  id,
  because: 'why',
  when: 'woken' as const,
  *run() {
    yield { send: 'AT' };
  },
});
const fold = (device: DeviceSource) =>
  defineDevicePlugin({ contract: 1, vendor: 'Acme', devices: [device] }).devices[0];

describe('defineDevicePlugin', () => {
  it('leaves a device without traits as it is', () => {
    expect(fold(bare)).toEqual(bare);
  });

  it('joins lists in the order of the traits, the device last', () => {
    const first: Trait = {
      init: [{ send: 'AT+A', because: 'first' }],
      quirks: [quirk('one')],
      recovery: [{ on: 'init.no-reply', action: 'usb-reset', upTo: 1 }],
    };
    const second: Trait = { init: [{ send: 'AT+B', because: 'second' }] };
    const folded = fold({
      ...bare,
      extends: [first, second],
      init: [{ send: 'AT+C', because: 'own' }],
      quirks: [quirk('two')],
    });
    expect(folded?.init?.map(({ send }) => send)).toEqual(['AT+A', 'AT+B', 'AT+C']);
    expect(folded?.quirks?.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(folded?.recovery).toEqual(first.recovery);
    expect(folded).not.toHaveProperty('extends');
    expect(folded).not.toHaveProperty('diagnoses');
  });

  it('lets the device have the last word on a line that a trait knows as well', () => {
    const trait: Trait = { unsolicited: { '+A:': 'drop', '+B:': 'drop' } };
    expect(fold({ ...bare, extends: [trait], unsolicited: { '+B:': 'mode' } })?.unsolicited).toEqual({
      '+A:': 'drop',
      '+B:': 'mode',
    });
  });
});
