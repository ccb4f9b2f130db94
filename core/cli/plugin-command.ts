import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkSource, type PluginOutcome, pluginAtPath } from '@dialtone/plugins/host';
import { UsageError } from '../facts/usage-error.js';
import type { Trial } from '../sim/try-plugin.js';
import { installedPlugins } from './installed-plugins.js';
import { jsonOnOneLine } from './json-lines.js';
import type { AskFlags } from './json-option.js';
import type { Io } from './main.js';
import { pluginLine, pluginSummary, tellRefusal } from './plugin-words.js';
import { version } from './version.js';

/** `dialtone plugin list`: every plugin that is there, and what each knows or why it was refused. Gives 0. */
export const listPlugins = async ({ json }: AskFlags, { stdout }: Io): Promise<number> => {
  const { outcomes } = await installedPlugins();
  for (const outcome of outcomes.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    stdout.write(json ? jsonOnOneLine(pluginSummary(outcome)) : `${pluginLine(outcome)}\n`);
  return 0;
};

/** `dialtone plugin check`: 0 for a plugin as it should be, 1 with a sentence for one that would be refused. */
export const checkPluginAt = async (path: string, flags: AskFlags, io: Io): Promise<number> => {
  const outcome = await outcomeAt(path);
  if (outcome.kind === 'refused') return tellRefusal(outcome, flags, io);
  io.stdout.write(flags.json ? jsonOnOneLine(pluginSummary(outcome)) : `${pluginLine(outcome)}\n`);
  return 0;
};

/**
 * `dialtone plugin test`: the corridor in virtual time with this plugin, once as it should be and once with everything that can go wrong. Gives 0
 * when all went well, else 1; rejects with UsageError where there is nothing to try.
 */
export const testPluginAt = async (path: string, { json }: AskFlags, io: Io): Promise<number> => {
  const outcome = await outcomeAt(path);
  if (outcome.kind === 'refused') return tellRefusal(outcome, { json }, io);
  const [{ tryPlugin }, { loaded }] = await Promise.all([import('../sim/try-plugin.js'), installedPlugins()]);
  let [tried, bad] = [0, 0];
  for await (const trial of tryPlugin(outcome, loaded)) {
    tried += 1;
    if (trial.wrong !== undefined) bad += 1;
    const what = `${trial.stick}${trial.misbehaves === undefined ? '' : ` with ${trial.misbehaves}`}`;
    if (json) io.stdout.write(jsonOnOneLine(trial));
    else
      io.stdout.write(
        `${trial.wrong === undefined ? 'ok  ' : 'BAD '} ${what}: ${trial.wrong ?? trial.came}\n${planLine(trial)}`,
      );
  }
  if (tried === 0)
    throw new UsageError(
      `Plugin ${outcome.name} has neither a virtual twin nor a simulated network to try it with: add "twin" to a device or "simulation" to a carrier.`,
    );
  if (!json) io.stdout.write(`${tried - bad} of ${tried} runs went well.\n`);
  return bad === 0 ? 0 : 1;
};

const planLine = ({ plan }: Trial): string => (plan ? `     plan ${jsonOnOneLine(plan)}` : '');

const outcomeAt = async (path: string): Promise<PluginOutcome> => {
  const found = await pluginAtPath(path);
  if (found === undefined)
    throw new UsageError(`${path} is no plugin by its name: a file is called NAME.carrier.json or NAME.device.json.`);
  if (!existsSync(path)) throw new UsageError(`${path} does not exist.`);
  const checked = await checkSource(resolve(path), { dialtoneVersion: version(), allowCode: true });
  return checked.kind === 'fine' ? checked.plugin : checked;
};
