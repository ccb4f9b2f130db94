import { type Command, Option } from 'commander';
import { type AskFlags, json } from './json-option.js';

/** The flags of `plugin add` as typed. */
export interface AddFlags extends AskFlags {
  /** Code is allowed without asking. */
  readonly yes: boolean;
}

/** The flags of `plugin pin` as typed. */
export interface PinFlags extends AskFlags {
  readonly off: boolean;
}

/** The flags of `plugin new carrier` as typed. */
export interface NewCarrierFlags {
  readonly carrier?: string;
  readonly mccmnc?: string;
  readonly apn?: string;
  readonly user?: string;
  readonly password?: string;
  readonly source?: string;
  readonly into: string;
}

/** The flags of `plugin new device` as typed. */
export interface NewDeviceFlags {
  readonly vendor?: string;
  readonly model?: string;
  readonly modemUsb?: string;
  readonly usb?: string;
  readonly switch?: string;
  readonly ports?: string;
  readonly source?: string;
  readonly into: string;
}

/** Behind `dialtone plugin`. `path` as typed: a package's folder, its .tgz, or one file; `source` a package in the registry too. */
export interface PluginCommands {
  readonly add: (source: string, flags: AddFlags) => Promise<void>;
  readonly remove: (name: string, flags: AskFlags) => Promise<void>;
  readonly info: (plugin: string, flags: AskFlags) => Promise<void>;
  readonly list: (flags: AskFlags) => Promise<void>;
  readonly pin: (name: string, flags: PinFlags) => Promise<void>;
  readonly newCarrier: (name: string | undefined, flags: NewCarrierFlags) => Promise<void>;
  readonly newDevice: (name: string | undefined, flags: NewDeviceFlags) => Promise<void>;
  readonly check: (path: string, flags: AskFlags) => Promise<void>;
  readonly test: (path: string, flags: AskFlags) => Promise<void>;
}

/** What can be typed behind `dialtone plugin`. */
export const pluginCommands = (
  plugin: Command,
  { add, remove, info, list, pin, check, test, ...make }: PluginCommands,
): void => {
  plugin
    .command('add')
    .description('Teach Dialtone a device or a carrier: checked first, known at once, also to a running service.')
    .argument('<source>', 'a package in the npm registry, a .tgz, ./a-folder, NAME.carrier.json or NAME.device.json')
    .addOption(new Option('--yes', 'let its code run without asking, where it brings any').default(false, 'ask'))
    .addOption(json('as JSON'))
    .action(add);
  plugin
    .command('remove')
    .description('Forget a plugin that was added.')
    .argument('<name>', 'its short name, as the list has it')
    .addOption(json('as JSON'))
    .action(remove);
  plugin
    .command('info')
    .description('Say what a plugin knows, and from where its authors have it.')
    .argument('<plugin>', 'its short name, or a folder, .tgz or file that is not added yet')
    .addOption(json('as JSON'))
    .action(info);
  plugin
    .command('list')
    .description('Say which plugins are there and what each knows.')
    .addOption(json('one plugin a line, as JSON'))
    .action(list);
  plugin
    .command('pin')
    .description('Let this plugin have the sticks and networks that others claim as well.')
    .argument('<name>', 'its short name, as the list has it')
    .addOption(new Option('--off', 'no more').default(false, 'from now on'))
    .addOption(json('as JSON'))
    .action(pin);
  newPluginCommands(plugin.command('new').description('Begin a plugin: a package that can be tried at once.'), make);
  plugin
    .command('check')
    .description(
      'Say whether a plugin is as it should be, and else which field is wrong. Its code, where it has any, is run.',
    )
    .argument('<path>', "a package's folder or .tgz, or NAME.carrier.json or NAME.device.json")
    .addOption(json('as JSON'))
    .action(check);
  plugin
    .command('test')
    .description('Try a plugin with no hardware, once with everything that can go wrong.')
    .argument('<path>', "a package's folder or .tgz, or NAME.carrier.json or NAME.device.json")
    .addOption(json('one run a line, as JSON'))
    .action(test);
};

const newPluginCommands = (
  made: Command,
  { newCarrier, newDevice }: Pick<PluginCommands, 'newCarrier' | 'newDevice'>,
): void => {
  made
    .command('carrier')
    .description('A carrier pack: which SIMs are its, and which APN they need.')
    .argument('[name]', 'short name, e.g. acme-mobile')
    .option('--carrier <name>', 'what people call it')
    .option('--mccmnc <networks>', 'MCC and MNC of its SIMs, e.g. 23420,23494')
    .option('--apn <apn>', 'access point name')
    .option('--user <user>', 'user name that every subscriber has')
    .option('--password <password>', "password that every subscriber has; never anybody's own")
    .addOption(source())
    .addOption(into())
    .action(newCarrier);
  made
    .command('device')
    .description('A stick: its ids, how it becomes a modem, and which port is for what.')
    .argument('[name]', 'short name, e.g. e173')
    .option('--vendor <vendor>', 'who made it')
    .option('--model <model>', 'its model, as AT+CGMM answers')
    .option('--modem-usb <id>', 'its USB id as a modem, e.g. 12d1:1001')
    .option('--usb <id>', 'its USB id as it is plugged, where that is a CD-ROM')
    .option('--switch <how>', 'how it becomes a modem: eject, or the 31 bytes of a message in hexadecimal')
    .option('--ports <roles>', 'USB interface=role: at, data, diag, gps, voice or ignore, e.g. 0=diag,1=at,3=data')
    .addOption(source())
    .addOption(into())
    .action(newDevice);
};

const source = (): Option => new Option('--source <text>', 'from where this is known');

const into = (): Option => new Option('--into <folder>', 'where to make the package').default('.', 'here');
