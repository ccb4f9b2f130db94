import type { DeviceDefinition } from '@dialtone/plugins';
import type { StageTools } from './tools.js';

/**
 * Reads a line by the device's table of unsolicited lines: a mode becomes a fact, noise is dropped. Gives false for a line that the
 * table does not know. Some sticks give the same line as an answer too (+ZPAS: "HSDPA","CS_PS"): the first field is the mode.
 */
export const understandLine = (
  line: string,
  device: DeviceDefinition | undefined,
  report: StageTools['report'],
): boolean => {
  const known = Object.entries(device?.unsolicited ?? {}).find(([prefix]) => line.startsWith(prefix));
  if (!known) return false;
  const [prefix, meaning] = known;
  const [mode = ''] = line.slice(prefix.length).split(',');
  if (meaning === 'mode') report({ fact: 'radio.mode', mode: mode.replaceAll('"', '').trim() });
  return true;
};
