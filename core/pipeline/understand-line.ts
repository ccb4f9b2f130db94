import type { DeviceDefinition, UnsolicitedMeaning } from '@dialtone/plugins';
import type { StageTools } from './tools.js';

/**
 * Reads a line by the device's table of unsolicited lines: a mode becomes a fact, noise is dropped. Gives false for a line that the
 * table does not know.
 */
export const understandLine = (
  line: string,
  device: DeviceDefinition | undefined,
  report: StageTools['report'],
): boolean => {
  const known = Object.entries(device?.unsolicited ?? {}).find(([prefix]) => line.startsWith(prefix));
  if (!known) return false;
  const [prefix, meaning] = known;
  if (meaning !== 'drop') report({ fact: 'radio.mode', mode: modeIn(line.slice(prefix.length).trim(), meaning) });
  return true;
};

/**
 * Some sticks have words for the mode, and give the same line as an answer too (+ZPAS: "HSDPA","CS_PS"): the first field is the mode. Others
 * have numbers, of which both count (^MODE:5,4).
 */
const modeIn = (said: string, meaning: Exclude<UnsolicitedMeaning, 'drop'>): string => {
  if (meaning !== 'mode') return Object.hasOwn(meaning.mode, said) ? (meaning.mode[said] ?? said) : said;
  const [mode = ''] = said.split(',');
  return mode.replaceAll('"', '').trim();
};
