import { Command, Option } from 'commander';
import { type AskFlags, json } from './json-option.js';
import { type PluginCommands, pluginCommands } from './plugin-program.js';
import { type Engine, engines } from './run.js';
import { version } from './version.js';

/** The flags of `up` as typed: nothing is checked yet. */
export interface UpFlags {
  readonly simulate?: string;
  readonly misbehave: readonly string[];
  readonly disablePlugin: readonly string[];
  readonly apn?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly pinFile?: string;
  readonly engine: Engine;
  readonly defaultRoute: boolean;
  readonly once: boolean;
  readonly json: boolean;
}

/** The flags of `simulate` as typed. */
export interface SimulateFlags {
  readonly misbehave: readonly string[];
  readonly usbip?: boolean;
  readonly list?: boolean;
  readonly json: boolean;
}

/** The flags of `daemon` as typed. */
export type DaemonFlags = Pick<UpFlags, 'simulate' | 'misbehave' | 'disablePlugin' | 'engine' | 'json'> & {
  readonly provision: boolean;
  readonly debug: boolean;
};

/** The flags of `install-service` as typed. */
export interface InstallServiceFlags {
  readonly dryRun?: boolean;
}

export interface Commands {
  readonly up: (flags: UpFlags) => Promise<void>;
  /** `stick` is DEVICE@CARRIER as typed, if it was. */
  readonly simulate: (stick: string | undefined, flags: SimulateFlags) => Promise<void>;
  readonly daemon: (flags: DaemonFlags) => Promise<void>;
  readonly status: (flags: AskFlags) => Promise<void>;
  /** `stick` is a USB bus path or a model as typed, if it was. */
  readonly explain: (stick: string | undefined, flags: AskFlags) => Promise<void>;
  readonly watch: (flags: AskFlags) => Promise<void>;
  /** `files` as typed: files, folders, `-`. */
  readonly doctor: (files: readonly string[], flags: AskFlags) => Promise<void>;
  readonly plugin: PluginCommands;
  readonly 'install-service': (flags: InstallServiceFlags) => Promise<void>;
  readonly 'uninstall-service': () => Promise<void>;
}

/** What can be typed. It throws CommanderError instead of leaving the process, and writes nothing but help and version itself. */
export const program = (commands: Commands, write: (text: string) => void): Command => {
  const dialtone = new Command('dialtone')
    .description('Mobile broadband for Linux that connects by itself and explains itself.')
    .version(version())
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => undefined, outputError: () => undefined })
    .addHelpText('after', `\nTry it with no hardware:\n  ${example}`);
  const up = dialtone.command('up').description('Go online, stay online, and say why if that fails.');
  for (const option of upOptions()) up.addOption(option);
  up.action(commands.up);
  dialtone
    .command('simulate')
    .description('Leave a virtual stick on real ttys or on USB, for minicom, chat or a program of your own.')
    .argument('[device@carrier]', 'which stick with which SIM, e.g. mf627@three-uk')
    .addOption(misbehave())
    .addOption(new Option('--usbip', 'on USB, as real as it gets: of this machine for root, of any other over USB/IP'))
    .addOption(new Option('--list', 'say what can be made to go wrong, and leave'))
    .addOption(json())
    .action(commands.simulate);
  const daemon = dialtone
    .command('daemon')
    .description('Serve every stick to NetworkManager in the place of ModemManager: what the service runs.');
  for (const option of daemonOptions()) daemon.addOption(option);
  daemon.action(commands.daemon);
  dialtone
    .command('status')
    .description('Say where each stick of the service stands, in a few lines.')
    .addOption(json('one stick a line, as JSON'))
    .action(commands.status);
  dialtone
    .command('explain')
    .description('Say what is wrong, how that is known and what to do; or why each value was chosen.')
    .argument('[stick]', 'which one, e.g. 1-3 or mf627; else all of them')
    .addOption(json('one stick a line, as JSON'))
    .action(commands.explain);
  dialtone
    .command('watch')
    .description('Show what the service does, as it happens, until Ctrl-C.')
    .addOption(json())
    .action(commands.watch);
  dialtone
    .command('doctor')
    .description('Say what is wrong from logs and settings of any dialler: wvdial, pppd, NetworkManager, the kernel.')
    .argument('<file...>', 'files and folders of one case; - for standard input')
    .addOption(json('all of it as one JSON object'))
    .action(commands.doctor);
  pluginCommands(
    dialtone.command('plugin').description('Teach Dialtone devices and carriers; tools for who writes plugins.'),
    commands.plugin,
  );
  dialtone
    .command('install-service')
    .description('Run as a service in the place of ModemManager, now and at every start. As root.')
    .addOption(new Option('--dry-run', 'say what would be done, and leave'))
    .action(commands['install-service']);
  dialtone
    .command('uninstall-service')
    .description('Put everything back as install-service found it. As root.')
    .action(() => commands['uninstall-service']());
  return dialtone;
};

/** What to type when there is nothing else to say. */
export const example = 'dialtone up --simulate mf627@three-uk --once';

const upOptions = (): readonly Option[] => [
  simulate(),
  misbehave(),
  disablePlugin(),
  new Option('--apn <apn>', "access point name; empty means the subscription's default"),
  new Option('--user <user>', 'user name for the network'),
  new Option('--password-file <file>', 'file with the password for the network'),
  new Option('--pin-file <file>', 'file with the PIN of the SIM'),
  engine(),
  new Option('--no-default-route', 'do not lead the traffic and names of this machine into the link'),
  new Option('--once', 'leave, hung up, after the first verdict').default(false, 'stay'),
  json(),
];

const daemonOptions = (): readonly Option[] => [
  simulate(),
  misbehave(),
  disablePlugin(),
  engine(),
  new Option('--no-provision', 'offer NetworkManager no profile for a SIM whose carrier is known'),
  new Option('--debug', 'let AT commands in over the bus (mmcli --command)').default(false, 'no'),
  json(),
];

const simulate = (): Option =>
  new Option('--simulate <device@carrier>', 'plug in a virtual stick, with a virtual SIM and network');

const disablePlugin = (): Option =>
  new Option('--disable-plugin <name>', 'go without this plugin, e.g. three-uk (repeatable)')
    .argParser(collect)
    .default([], 'none');

const engine = (): Option => new Option('--engine <engine>', 'who speaks PPP').choices(engines).default('auto');

const misbehave = (): Option =>
  new Option('--misbehave <name[=value]>', 'let the virtual stick or network misbehave (repeatable)')
    .argParser(collect)
    .default([], 'none');

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];
