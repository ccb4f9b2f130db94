import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkSource, newCarrier, newDevice, type PackageFiles, packageName, pluginName } from '@dialtone/plugins/host';
import { UsageError } from '../facts/usage-error.js';
import { reasonOf } from '../links/check.js';
import type { Io } from './main.js';
import { type NewCarrierFlags, type NewDeviceFlags } from './plugin-program.js';
import { answersTo } from './questions.js';
import { version } from './version.js';

/**
 * `dialtone plugin new carrier`: a package that can be tried and added at once. What no flag says is asked for on a terminal. Gives 0; rejects with
 * UsageError, and leaves nothing, where something is missing, not as the contract wants it, or there already.
 */
export const newCarrierPlugin = async (name: string | undefined, flags: NewCarrierFlags, io: Io): Promise<number> => {
  const { mccmnc, user, password, ...answers } = await answersTo(
    [
      nameAsked,
      { key: 'carrier', flag: '--carrier', asks: 'what people call the carrier' },
      { key: 'mccmnc', flag: '--mccmnc', asks: 'MCC and MNC of its SIMs, e.g. 23420; several with commas' },
      { key: 'apn', flag: '--apn', asks: 'the access point name' },
      { key: 'user', flag: '--user', asks: 'the user name that every subscriber has', otherwise: '' },
      { key: 'password', flag: '--password', asks: 'the password that every subscriber has', otherwise: '' },
      sourceAsked,
    ],
    { ...flags, name },
  );
  const files = newCarrier({
    ...answers,
    mccmnc: listed(mccmnc),
    ...(user === '' ? {} : { user }),
    ...(password === '' ? {} : { password }),
  });
  return written(answers.name, flags.into, files, io);
};

/** `dialtone plugin new device`: the same for a stick. */
export const newDevicePlugin = async (name: string | undefined, flags: NewDeviceFlags, io: Io): Promise<number> => {
  const { usb, ports, ...answers } = await answersTo(
    [
      nameAsked,
      { key: 'vendor', flag: '--vendor', asks: 'who made it' },
      { key: 'model', flag: '--model', asks: 'the model, as AT+CGMM answers' },
      { key: 'modemUsb', flag: '--modem-usb', asks: 'its USB id as a modem, e.g. 12d1:1001' },
      { key: 'usb', flag: '--usb', asks: 'its USB id as it is plugged, where that is a CD-ROM', otherwise: '' },
      { key: 'switch', flag: '--switch', asks: 'how it becomes a modem: eject, or a message', otherwise: 'eject' },
      { key: 'ports', flag: '--ports', asks: 'the role of each USB interface, e.g. 0=diag,1=at,3=data' },
      sourceAsked,
    ],
    { ...flags, name },
  );
  const roles = listed(ports).map((port) => port.split('='));
  const files = newDevice({
    ...answers,
    ...(usb === '' ? {} : { usb }),
    ports: Object.fromEntries(roles.map(([number = '', role = '']) => [number, role])),
  });
  return written(answers.name, flags.into, files, io);
};

const nameAsked = { key: 'name', flag: 'its name', asks: 'a short name for it, e.g. acme' } as const;
const sourceAsked = {
  key: 'source',
  flag: '--source',
  asks: 'from where this is known',
  otherwise: 'Not said yet: put here where each of these facts comes from.',
} as const;

const listed = (text: string): readonly string[] => text.split(',').map((part) => part.trim());

/** Makes the folder and checks it as an installation would. */
const written = async (name: string, into: string, files: PackageFiles, { stdout }: Io): Promise<number> => {
  const folder = join(into, packageName(name));
  if (pluginName(packageName(name)) !== name)
    throw new UsageError(`"${name}" is no name for a plugin: it is made of lower-case letters, digits and dashes.`);
  await made(folder);
  try {
    for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content);
    const checked = await checkSource(resolve(folder), { dialtoneVersion: version(), allowCode: false });
    if (checked.kind === 'refused') throw new UsageError(`${checked.because}.`);
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
  stdout.write(`Made ${folder}: ${Object.keys(files).join(', ')}\nTry it: dialtone plugin test ${folder}\n`);
  return 0;
};

const made = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = reasonOf(error);
    if (code === 'EEXIST') throw new UsageError(`${folder} is there already: give another name, or remove it.`);
    throw new UsageError(`${folder} cannot be made (${code}): say another folder with --into.`);
  }
};
