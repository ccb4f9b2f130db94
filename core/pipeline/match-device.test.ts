import type { DeviceDefinition } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { matchDevice } from './match-device.js';
import type { Contributed } from './tools.js';

const device = (plugin: string, id: string, product: string, model?: string): Contributed<DeviceDefinition> => ({
  plugin,
  value: {
    id,
    model: id,
    source: 'test',
    match: { usb: [{ vendor: '19d2', product }], ...(model === undefined ? {} : { model: [model] }) },
    ports: {},
  },
});
const usb = { vendor: '19d2', product: '0031' };
const mf627 = device('zte', 'mf627', '0031', 'MF627');
const family = device('zte', 'zte-03-01', '0031');

describe('which definition is this stick?', () => {
  it('none that names another id', () => {
    expect(matchDevice([device('zte', 'other', '0063')], usb)).toEqual({ kind: 'unknown' });
  });

  it('before the model is known: the first of its plugin, with the others as candidates', () => {
    expect(matchDevice([mf627, family], usb)).toEqual({ kind: 'known', device: mf627, candidates: [mf627, family] });
  });

  it('with the model: the one that names it', () => {
    expect(matchDevice([family, mf627], usb, { model: 'mf627' })).toMatchObject({ device: mf627 });
  });

  it('with another model: not the one that names its own', () => {
    expect(matchDevice([mf627, family], usb, { model: 'MF636' })).toEqual({
      kind: 'known',
      device: family,
      candidates: [family],
    });
    expect(matchDevice([mf627], usb, { model: 'MF636' })).toEqual({ kind: 'unknown' });
  });

  it('never settles two plugins by load order', () => {
    const other = device('acme', 'acme-stick', '0031');
    expect(matchDevice([family, other], usb)).toEqual({ kind: 'ambiguous', plugins: ['zte', 'acme'] });
    expect(matchDevice([other, family], usb)).toMatchObject({ kind: 'ambiguous' });
  });

  it('settles them by what the user pinned, and not when both are', () => {
    const other = device('acme', 'acme-stick', '0031');
    const pinned = (...names: readonly string[]) => matchDevice([family, other], usb, { pinned: names });
    expect(pinned('acme', 'nobody')).toMatchObject({ device: other, candidates: [family, other] });
    expect(pinned('zte')).toMatchObject({ device: family });
    expect(pinned('zte', 'acme')).toMatchObject({ kind: 'ambiguous' });
    expect(pinned('nobody')).toMatchObject({ kind: 'ambiguous' });
  });

  it('lets a better score win over another plugin', () => {
    const other = device('acme', 'acme-stick', '0031');
    expect(matchDevice([other, mf627], usb, { model: 'MF627' })).toMatchObject({ device: mf627 });
  });
});
