import type { FoundPlugin, PluginOutcome } from '@dialtone/plugins/host';
import { describe, expect, it } from 'vitest';
import type { FactBody } from '../facts/fact.js';
import { pluginShelf, type Shelf } from './plugin-shelf.js';

const found = (name: string, edition = 'a', packageName = `dialtone-plugin-${name}`): FoundPlugin => ({
  name,
  packageName,
  directory: `/somewhere/${packageName}`,
  edition,
  origin: 'bundled',
});
const bad = new Set<string>();
const outcome = ({ name, edition }: FoundPlugin): PluginOutcome =>
  bad.has(edition)
    ? { kind: 'refused', name, because: `plugin ${name}: edition ${edition} is bad` }
    : { kind: 'loaded', name, version: edition, devices: [], carriers: [] };

/** A shelf that begins with these plugins, and what was done and read. */
const shelfWith = (began: readonly FoundPlugin[], disabled: readonly string[] = []) => {
  const done: string[] = [];
  const facts: FactBody[] = [];
  const read: string[] = [];
  let now: Shelf = { found: began, pinned: [] };
  const keep = pluginShelf(
    {
      composition: {
        load: async ({ name }) => void done.push(`load ${name}`),
        unload: async (name) => void done.push(`unload ${name}`),
        pin: (names) => void done.push(`pin ${names.join('+')}`),
      },
      report: (fact) => facts.push(fact),
      look: async () => now,
      load: async (all) => {
        read.push(...all.map(({ name }) => name));
        return all.map(outcome);
      },
      disabled,
    },
    now,
    began.map(outcome),
  );
  const becomes = async (plugins: readonly FoundPlugin[], pinned: readonly string[] = []) => {
    now = { found: plugins, pinned };
    await keep();
  };
  return { done, facts, read, becomes };
};

describe('the shelf of plugins', () => {
  it('does nothing when nothing changed, and reads nothing again', async () => {
    const { done, facts, read, becomes } = shelfWith([found('zte'), found('acme')]);
    await becomes([found('zte'), found('acme')]);
    expect([done, facts, read]).toEqual([[], [], []]);
  });

  it('takes what came, gives back what went, and tells of both', async () => {
    const { done, facts, becomes } = shelfWith([found('zte'), found('acme')]);
    await becomes([found('zte'), found('other', '2.0.0')]);
    expect(done).toEqual(['unload acme', 'load other']);
    expect(facts).toEqual([
      { fact: 'plugin.unloaded', plugin: 'acme' },
      { fact: 'plugin.loaded', plugin: 'other', version: '2.0.0' },
    ]);
  });

  it('puts a newer edition in the place of the older', async () => {
    const { done, facts, read, becomes } = shelfWith([found('zte'), found('acme', '1.0.0')]);
    await becomes([found('zte'), found('acme', '1.1.0')]);
    expect([done, read]).toEqual([['load acme'], ['acme']]);
    expect(facts).toEqual([{ fact: 'plugin.loaded', plugin: 'acme', version: '1.1.0', instead: '1.0.0' }]);
  });

  it('keeps the older where the newer is bad, says so once, and knows the older when it goes', async () => {
    bad.add('worse');
    const { done, facts, becomes } = shelfWith([found('acme', '1.0.0')]);
    await becomes([found('acme', 'worse')]);
    await becomes([found('acme', 'worse')]);
    expect(done).toEqual([]);
    expect(facts).toEqual([{ fact: 'plugin.refused', plugin: 'acme', because: 'plugin acme: edition worse is bad' }]);
    await becomes([]);
    expect(facts.at(-1)).toEqual({ fact: 'plugin.unloaded', plugin: 'acme' });
  });

  it('leaves what is disabled alone', async () => {
    const { done, facts, read, becomes } = shelfWith([found('zte')], ['acme']);
    await becomes([found('zte'), found('acme')]);
    expect([done, facts, read]).toEqual([[], [], []]);
  });

  it('reads one again whose namesake came or went, since both are refused together', async () => {
    const { read, becomes } = shelfWith([found('acme')]);
    await becomes([found('acme'), found('acme', 'a', '@somebody/dialtone-plugin-acme')]);
    expect(read).toEqual(['acme', 'acme']);
    await becomes([found('acme')]);
    expect(read).toEqual(['acme', 'acme', 'acme']);
  });

  it('pins what the user pinned, when that changes', async () => {
    const { done, becomes } = shelfWith([found('zte')]);
    await becomes([found('zte')], ['zte']);
    await becomes([found('zte')], ['zte']);
    await becomes([found('zte')]);
    expect(done).toEqual(['pin zte', 'pin ']);
  });
});
