import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { bringsCode, checkSource, type LoadedPlugin, loadPlugins, type RefusedPlugin } from '@dialtone/plugins/host';
import { UsageError } from '../facts/usage-error.js';
import { pluginsOnDisk } from './installed-plugins.js';
import { jsonOnOneLine } from './json-lines.js';
import type { AskFlags } from './json-option.js';
import type { Io } from './main.js';
import { pluginSummary, versionWords } from './plugin-words.js';
import { version } from './version.js';

/** A plugin, from where it comes, and its module of devices where it has one. */
interface Described {
  readonly plugin: LoadedPlugin | RefusedPlugin;
  readonly from: 'bundled' | 'added' | 'file' | 'not added';
  /** Package or file. */
  readonly at: string;
  readonly code?: string;
}

/**
 * `dialtone plugin info`: what one knows and from where its authors have it, of one that is there by its short name, or of a package or file that is
 * not added yet, of which nothing is run. Gives 0, or 1 for one that was refused; rejects with UsageError where there is none.
 */
export const pluginInfo = async (plugin: string, { json }: AskFlags, io: Io): Promise<number> => {
  const described = (await installed(plugin)) ?? (await notAdded(plugin));
  if (!described)
    throw new UsageError(
      `There is no plugin "${plugin}", nor a file of that name; \`dialtone plugin list\` says what is there.`,
    );
  const isRefused = described.plugin.kind === 'refused';
  if (json) io.stdout.write(jsonOnOneLine(asJson(described)));
  else if (isRefused) io.stderr.write(`${described.plugin.because}\n`);
  else io.stdout.write(inWords(described, described.plugin));
  return isRefused ? 1 : 0;
};

const installed = async (name: string): Promise<Described | undefined> => {
  const found = (await pluginsOnDisk()).found.filter((plugin) => plugin.name === name);
  const [first] = found;
  const [plugin] = await loadPlugins(found);
  if (!first || !plugin) return undefined;
  const code = await bringsCode(first);
  return { plugin, from: first.origin, at: first.packageName, ...(code === undefined ? {} : { code }) };
};

const notAdded = async (path: string): Promise<Described | undefined> => {
  if (!existsSync(path)) return undefined;
  const checked = await checkSource(resolve(path), { dialtoneVersion: version(), allowCode: false });
  const plugin = checked.kind === 'fine' ? checked.plugin : checked;
  const code = checked.kind === 'fine' ? checked.notRun : undefined;
  return { plugin, from: 'not added', at: path, ...(code === undefined ? {} : { code }) };
};

const asJson = ({ plugin, from, at, code }: Described) => ({
  ...pluginSummary(plugin),
  from,
  at,
  ...(code === undefined ? {} : { code }),
  ...(plugin.kind === 'refused' ? {} : { knows: [...devicesOf(plugin), ...carriersOf(plugin)] }),
});

const devicesOf = ({ devices }: LoadedPlugin) =>
  devices.map(({ value: { id, model, match, source } }) => ({
    device: id,
    model,
    usb: match.usb.map(({ vendor, product }) => `${vendor}:${product}`),
    source,
  }));

const carriersOf = ({ carriers }: LoadedPlugin) =>
  carriers.map(({ value: { id, carrier, match, profiles, source } }) => ({
    carrier: id,
    name: carrier,
    networks: match.mccmnc,
    apns: profiles.map(({ apn }) => apn),
    source,
  }));

const inWords = ({ from, at, code }: Described, plugin: LoadedPlugin): string =>
  [
    `${plugin.name} ${versionWords(plugin.version)}, ${whence[from]} (${at})`,
    ...(code === undefined ? [] : [codeWords(code, from)]),
    ...devicesOf(plugin).flatMap(({ device, model, usb, source }) => [
      `device ${device}: ${model}, USB ${usb.join(', ')}`,
      `  known from: ${source}`,
    ]),
    ...carriersOf(plugin).flatMap(({ carrier, name, networks, apns, source }) => [
      `carrier ${carrier}: ${name}, network ${networks.join(', ')}, APN ${apns.join(', ')}`,
      `  known from: ${source}`,
    ]),
    '',
  ].join('\n');

const whence: Readonly<Record<Described['from'], string>> = {
  bundled: 'comes with Dialtone',
  added: 'added',
  file: 'one file of the administrator',
  'not added': 'not added',
};

const codeWords = (code: string, from: Described['from']): string =>
  from === 'not added'
    ? `brings code, ${code}, which was not run; the devices in it show when it is added, or with \`dialtone plugin check\``
    : `runs code: ${code}`;
