import { describe, expect, it } from 'vitest';
import { memoryInMemory } from '../links/memory-in-memory.js';
import { noHostNetwork } from '../links/no-host-network.js';
import { sampleCarrier, sampleDevice, sampleWorld } from '../sim/sample-world.test.helper.js';
import { type AcceptedPlugin, compose } from './composition.js';

const composed = () => {
  const { clock, world } = sampleWorld();
  return compose({
    clock,
    usb: world.usb,
    openSerial: world.open,
    engine: () => ({ name: 'none', because: 'nobody dials', run: () => expect.unreachable() }),
    network: () => noHostNetwork,
    memory: memoryInMemory(),
    wanted: { level: 'online', overrides: {} },
  });
};
const plugin = (name: string, ...ids: readonly string[]): AcceptedPlugin => ({
  name,
  devices: ids.map((id) => ({ plugin: name, value: { ...sampleDevice, id } })),
  carriers: ids.map((id) => ({ plugin: name, value: { ...sampleCarrier, id } })),
});
const known = ({ parts: { catalog } }: Awaited<ReturnType<typeof composed>>) => ({
  devices: catalog.devices().map(({ plugin, value }) => `${plugin}/${value.id}`),
  carriers: catalog.carriers().map(({ plugin, value }) => `${plugin}/${value.id}`),
});
const both = (...ids: readonly string[]) => ({ devices: ids, carriers: ids });

describe('the composition', () => {
  it('begins with no plugin at all', async () => {
    expect(known(await composed())).toEqual(both());
  });

  it('loads and unloads a plugin as a whole, and whoever asks the catalog knows it at once', async () => {
    const composition = await composed();
    const { catalog } = composition.parts;
    await composition.load(plugin('one', 'a', 'b'));
    await composition.load(plugin('two', 'c'));
    expect(known(composition)).toEqual(both('one/a', 'one/b', 'two/c'));
    await composition.unload('one');
    expect(known(composition)).toEqual(both('two/c'));
    expect(catalog.devices()).toHaveLength(1);
  });

  it('replaces what is loaded twice, also when both are loaded at the same time', async () => {
    const composition = await composed();
    await composition.load(plugin('one', 'a', 'b'));
    await composition.load(plugin('one', 'c'));
    expect(known(composition)).toEqual(both('one/c'));
    await Promise.all([composition.load(plugin('one', 'd')), composition.load(plugin('one', 'e'))]);
    expect(known(composition)).toEqual(both('one/e'));
    await composition.unload('one');
    expect(known(composition)).toEqual(both());
  });

  it('tells of each change once, and of the pinned names', async () => {
    const composition = await composed();
    const { catalog } = composition.parts;
    const editions: number[] = [];
    catalog.edition$.subscribe((edition) => editions.push(edition));
    await composition.load(plugin('one', 'a'));
    await composition.load(plugin('one', 'b'));
    await composition.unload('nobody');
    composition.pin(['one']);
    expect(catalog.pinned()).toEqual(['one']);
    await composition.unload('one');
    expect(editions).toEqual([0, 1, 2, 3, 4]);
  });

  it('does not mind when nothing of that name is loaded', async () => {
    const composition = await composed();
    await composition.unload('nobody');
    expect(known(composition)).toEqual(both());
  });

  it('is as it was when a load throws, and goes on', async () => {
    const composition = await composed();
    await composition.load(plugin('one', 'a'));
    const torn = {
      ...plugin('one', 'b'),
      get carriers(): AcceptedPlugin['carriers'] {
        throw new Error('torn');
      },
    };
    await expect(composition.load(torn)).rejects.toThrow('torn');
    expect(known(composition)).toEqual(both('one/a'));
    await composition.load(plugin('one', 'c'));
    expect(known(composition)).toEqual(both('one/c'));
  });

  it('has one of each piece, however often it is asked for', async () => {
    const composition = await composed();
    expect(composition.parts.journal).toBe(composition.journal);
    expect(composition.parts.wanted).toBe(composition.wanted.at$);
    expect(composition.parts.limits.noStick).toBe(15_000);
  });
});
