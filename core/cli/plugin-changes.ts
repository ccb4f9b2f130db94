import { type AboutPlugin, installPlugin, pinPlugin, removePlugin } from '@dialtone/plugins/host';
import { ask, terminal } from './ask.js';
import { pluginPlaces } from './installed-plugins.js';
import { jsonOnOneLine } from './json-lines.js';
import type { AskFlags } from './json-option.js';
import type { Io } from './main.js';
import { type AddFlags, type PinFlags } from './plugin-program.js';
import { pluginLine, pluginSummary, tellRefusal, versionWords } from './plugin-words.js';
import { untilSignal } from './until-signal.js';
import { version } from './version.js';

/**
 * `dialtone plugin add`: 0 when the plugin is there, 1 with a sentence when it was refused. Whoever runs it is asked once before code of somebody else
 * is run; `--yes` answers in a script.
 */
export const addPlugin = async (source: string, flags: AddFlags, io: Io): Promise<number> => {
  const outcome = await untilSignal(io, (signal) =>
    installPlugin(pluginPlaces(), source, {
      dialtoneVersion: version(),
      signal,
      consent: async (about) => flags.yes || isAllowed(about, io, signal),
    }),
  );
  if (outcome.kind === 'refused') return tellRefusal(outcome, flags, io);
  const { plugin, replaced } = outcome;
  const instead = replaced === undefined ? '' : `, in place of ${replaced}`;
  io.stdout.write(
    flags.json
      ? jsonOnOneLine({ ...pluginSummary(plugin), ...(replaced === undefined ? {} : { replaced }) })
      : `Added ${pluginLine(plugin)}${instead}\n${forWhom()}`,
  );
  return 0;
};

/** `dialtone plugin remove`: 0 when it is gone, 1 with a sentence when there is nothing of that name to remove. */
export const removePluginNamed = async (name: string, flags: AskFlags, io: Io): Promise<number> => {
  const outcome = await removePlugin(pluginPlaces(), name);
  if (outcome.kind === 'refused') return tellRefusal({ name, ...outcome }, flags, io);
  const { version } = outcome;
  io.stdout.write(
    flags.json ? jsonOnOneLine({ plugin: name, removed: version }) : `Removed ${name} ${versionWords(version)}\n`,
  );
  return 0;
};

/** `dialtone plugin pin`: 0 when the plugin has what others claim as well, or has it no more, and 1 with a sentence when that cannot be said. */
export const pinPluginNamed = async (name: string, flags: PinFlags, io: Io): Promise<number> => {
  const outcome = await pinPlugin(pluginPlaces(), name, !flags.off);
  if (outcome.kind === 'refused') return tellRefusal({ name, ...outcome }, flags, io);
  const { pins } = outcome;
  io.stdout.write(
    flags.json ? jsonOnOneLine({ pinned: pins }) : `Pinned: ${pins.length === 0 ? 'none' : pins.join(', ')}\n`,
  );
  return 0;
};

const isAllowed = async (
  { packageName, version }: AboutPlugin,
  { stderr }: Io,
  signal: AbortSignal,
): Promise<boolean> => {
  const asking = terminal();
  if (!asking) {
    stderr.write(`${packageName} ${version} brings code. Where nobody can be asked, --yes allows it.\n`);
    return false;
  }
  const question = `${packageName} ${version} brings code, which may do all that Dialtone may. Run it, now and at every start? [y/N] `;
  return /^y(?:es)?$/i.test(await ask(question, { ...asking, signal }));
};

/** Whoever is not root has a state directory of their own, which a service does not read. */
const forWhom = (): string =>
  process.geteuid?.() === 0 ? '' : 'It is there for you alone; what root adds is there for the service.\n';
