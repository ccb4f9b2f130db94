import { Command, Option } from 'commander';
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

export interface Commands {
  readonly up: (flags: UpFlags) => Promise<void>;
  /** `stick` is DEVICE@CARRIER as typed, if it was. */
  readonly simulate: (stick: string | undefined, flags: SimulateFlags) => Promise<void>;
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
  return dialtone;
};

/** What to type when there is nothing else to say. */
export const example = 'dialtone up --simulate mf627@three-uk --once';

const upOptions = (): readonly Option[] => [
  new Option('--simulate <device@carrier>', 'plug in a virtual stick, with a virtual SIM and network'),
  misbehave(),
  new Option('--disable-plugin <name>', 'go without this plugin, e.g. three-uk (repeatable)')
    .argParser(collect)
    .default([], 'none'),
  new Option('--apn <apn>', "access point name; empty means the subscription's default"),
  new Option('--user <user>', 'user name for the network'),
  new Option('--password-file <file>', 'file with the password for the network'),
  new Option('--pin-file <file>', 'file with the PIN of the SIM'),
  new Option('--engine <engine>', 'who speaks PPP').choices(engines).default('auto'),
  new Option('--no-default-route', 'do not lead the traffic and names of this machine into the link'),
  new Option('--once', 'leave, hung up, after the first verdict').default(false, 'stay'),
  json(),
];

const misbehave = (): Option =>
  new Option('--misbehave <name[=value]>', 'let the virtual stick or network misbehave (repeatable)')
    .argParser(collect)
    .default([], 'none');

const json = (): Option => new Option('--json', 'one fact a line, as JSON').default(false, 'for people');

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];
