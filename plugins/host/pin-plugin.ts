import { writeFile } from 'node:fs/promises';
import { discoverAll } from './discover-all.js';
import type { PluginPlaces } from './installed/plugin-places.js';
import { putWhole } from './installed/put-whole.js';
import { failedFor, shortened } from './installed/why-not.js';
import { pinsFile, readPins } from './read-pins.js';
import { Refusal } from './refusal.js';
import type { NotRemoved } from './remove-plugin.js';

export interface Pinned {
  readonly kind: 'pinned';
  /** All that are pinned now, by short name. */
  readonly pins: readonly string[];
}

/**
 * Lets a plugin have what others claim as well, or, with `pinned` false, no more. A running Dialtone hears of it. The promise always resolves; where it
 * is refused, nothing has changed.
 */
export const pinPlugin = async (places: PluginPlaces, name: string, pinned: boolean): Promise<Pinned | NotRemoved> => {
  try {
    const others = (await readPins(places.files)).filter((pin) => pin !== name);
    if (pinned && !(await discoverAll(places)).some((plugin) => plugin.name === name))
      throw new Refusal('is not there: dialtone plugin list says what is');
    const pins = pinned ? [...others, name] : others;
    await putWhole(places.files, pinsFile, (beside) => writeFile(beside, `${JSON.stringify(pins)}\n`));
    return { kind: 'pinned', pins };
  } catch (error) {
    return { kind: 'refused', because: failedFor(shortened(name), error).because };
  }
};
