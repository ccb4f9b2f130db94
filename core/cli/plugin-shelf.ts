import type { FoundPlugin, PluginOutcome } from '@dialtone/plugins/host';
import type { Composition } from '../daemon/composition.js';
import { atMostOneWaiting } from '../facts/at-most-one-waiting.js';
import type { FactBody } from '../facts/fact.js';

/** What is on disk: the plugins, and which of them the user pinned. */
export interface Shelf {
  readonly found: readonly FoundPlugin[];
  readonly pinned: readonly string[];
}

export interface ShelfParts {
  readonly composition: Pick<Composition, 'load' | 'unload' | 'pin'>;
  readonly report: (fact: FactBody) => unknown;
  readonly look: () => Promise<Shelf>;
  readonly load: (found: readonly FoundPlugin[]) => Promise<readonly PluginOutcome[]>;
  /** Short names that are left alone, whatever comes under them. */
  readonly disabled: readonly string[];
}

/** A plugin as it was last found, and its version where it was taken. */
interface Known {
  readonly edition: string;
  readonly version?: string;
}

/**
 * Keeps what a process knows equal to what is on disk. What it is called with was there at the start, and `outcomes` is what became of it.
 * The call that it gives resolves behind a look that began after it, and never rejects: a bad plugin is a fact, and no other one suffers.
 */
export const pluginShelf = (
  { composition, report, look, load, disabled }: ShelfParts,
  began: Shelf,
  outcomes: readonly PluginOutcome[],
): (() => Promise<void>) => {
  const known = new Map<string, Known>();
  const note = ({ name }: FoundPlugin, edition: string, outcome: PluginOutcome | undefined): void =>
    void known.set(name, { edition, ...(outcome?.kind === 'loaded' ? { version: outcome.version } : {}) });
  const editions = editionsOf(began.found);
  for (const found of began.found)
    note(
      found,
      editions.get(found.name) ?? '',
      outcomes.find(({ name }) => name === found.name),
    );
  let pinned = began.pinned.join();

  const take = async (outcome: PluginOutcome, edition: string): Promise<void> => {
    const instead = known.get(outcome.name)?.version;
    if (outcome.kind === 'loaded') {
      await composition.load(outcome);
      const { name: plugin, version } = outcome;
      report({ fact: 'plugin.loaded', plugin, version, ...(instead === undefined ? {} : { instead }) });
      known.set(plugin, { edition, version });
      return;
    }
    report({ fact: 'plugin.refused', plugin: outcome.name, because: outcome.because });
    // What it had said before it went bad is still right.
    known.set(outcome.name, { edition, ...(instead === undefined ? {} : { version: instead }) });
  };
  const drop = async (plugin: string): Promise<void> => {
    await composition.unload(plugin);
    if (known.get(plugin)?.version !== undefined) report({ fact: 'plugin.unloaded', plugin });
    known.delete(plugin);
  };
  const work = atMostOneWaiting(async () => {
    const shelf = await look();
    const now = editionsOf(shelf.found);
    for (const name of [...known.keys()]) if (!now.has(name)) await drop(name);
    const isNew = ({ name }: FoundPlugin) => !disabled.includes(name) && known.get(name)?.edition !== now.get(name);
    const seen = new Set<string>();
    for (const outcome of await load(shelf.found.filter(isNew))) {
      if (!seen.has(outcome.name)) await take(outcome, now.get(outcome.name) ?? '');
      seen.add(outcome.name);
    }
    if (pinned !== shelf.pinned.join()) composition.pin(shelf.pinned);
    pinned = shelf.pinned.join();
  });
  return () => work('shelf');
};

/** By short name: two packages with one name are one edition, of which both are refused. */
const editionsOf = (found: readonly FoundPlugin[]): ReadonlyMap<string, string> => {
  const editions = new Map<string, string>();
  for (const { name, packageName, edition } of found)
    editions.set(name, `${editions.get(name) ?? ''}${packageName} ${edition}\n`);
  return editions;
};
