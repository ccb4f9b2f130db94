import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tables } from '../dbus/tables/index.js';
import type { Check } from '../links/check.js';
import { installService, plannedSteps } from '../service/install-service.js';
import type { Action, Step } from '../service/plan-install.js';
import type { ServiceHost } from '../service/service-host.js';
import type { Installation } from '../service/systemd-unit.js';
import { thisHost } from '../service/this-host.js';
import { uninstallService } from '../service/uninstall-service.js';
import type { Io } from './main.js';
import type { InstallServiceFlags } from './program.js';

/** `dialtone install-service`: gives 0 when the service runs, 1 when that failed and was undone. Rejects with UsageError where it cannot be. */
export const installServiceCommand = async (
  { dryRun }: InstallServiceFlags,
  io: Io,
  host: ServiceHost = thisHost(),
  installation: Installation = thisInstallation(),
): Promise<number> => {
  const options = { host, installation, tables };
  if (!dryRun) return told(await installService({ ...options, say: sayOn(io) }), io);
  for (const step of await plannedSteps(options)) io.stdout.write(described(step));
  return 0;
};

/** `dialtone uninstall-service`: gives 0 when all is as it was found, or there was nothing to do, and 1 when something could not be put back. */
export const uninstallServiceCommand = async (io: Io, host: ServiceHost = thisHost()): Promise<number> =>
  told(await uninstallService(host, sayOn(io)), io);

const sayOn =
  ({ stdout }: Io) =>
  (sentence: string): void =>
    void stdout.write(`${sentence}\n`);

const told = (done: Check, { stderr }: Io): number => {
  if (done.ok) return 0;
  stderr.write(`${done.because}\n`);
  return 1;
};

/** Ours, by its own path: the link in PATH may lead elsewhere tomorrow. */
export const thisInstallation = (): Installation => ({ node: process.execPath, program: programHere() });

/** One folder up from the source, two from what is built. */
const programHere = (): string => {
  const paths = ['../bin/dialtone.js', '../../bin/dialtone.js'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error('bin/dialtone.js is missing');
  return found;
};

const described = ({ will, actions }: Step): string => `This would ${will}:\n${actions.map(line).join('')}`;

const line = (action: Action): string => {
  if (action.kind === 'run') return `  ${action.command.join(' ')}\n`;
  const { path, standing } = action;
  switch (standing.kind) {
    case 'nothing':
      return `  remove ${path}\n`;
    case 'link':
      return `  link ${path} to ${standing.to}\n`;
    case 'file':
      return `  write ${path}\n${standing.text.replace(/^(?=.)/gm, '    ')}`;
  }
};
