import type { LoadedPlugin, PluginOutcome, RefusedPlugin } from '@dialtone/plugins/host';
import { jsonOnOneLine } from './json-lines.js';
import type { AskFlags } from './json-option.js';
import type { Io } from './main.js';

/** One plugin as JSON: what it knows by their ids, or why it was refused. */
export const pluginSummary = (outcome: PluginOutcome) =>
  outcome.kind === 'refused'
    ? { plugin: outcome.name, refused: outcome.because }
    : { plugin: outcome.name, version: outcome.version, ...known(outcome) };

/** The same in a line for people. */
export const pluginLine = (outcome: PluginOutcome): string => {
  if (outcome.kind === 'refused') return `${outcome.name}  refused: ${outcome.because}`;
  const { devices, carriers } = known(outcome);
  const parts = [listed('device', devices), listed('carrier', carriers)].filter((part) => part !== '');
  return `${outcome.name} ${versionWords(outcome.version)}  ${parts.join('; ')}`;
};

/** Says a refusal, as JSON or as its sentence, and gives the status that goes with it. */
export const tellRefusal = (
  { name, because }: Pick<RefusedPlugin, 'name' | 'because'>,
  { json }: AskFlags,
  { stdout, stderr }: Pick<Io, 'stdout' | 'stderr'>,
): number => {
  if (json) stdout.write(jsonOnOneLine(pluginSummary({ kind: 'refused', name, because })));
  else stderr.write(`${because}\n`);
  return 1;
};

/** A plugin that is one file has no version of its own. */
export const versionWords = (version: string): string => (version === 'file' ? '(one file)' : version);

const known = ({ devices, carriers }: LoadedPlugin) => ({
  devices: devices.map(({ value }) => value.id),
  carriers: carriers.map(({ value }) => value.id),
});

const listed = (what: string, ids: readonly string[]): string =>
  ids.length === 0 ? '' : `${ids.length === 1 ? what : `${ids.length} ${what}s`} ${ids.join(', ')}`;
