import {
  contractVersion,
  type DeviceDefinition,
  type DevicePlugin,
  type ModeSwitch,
  type PortRole,
  type Twin,
  type UsbId,
} from '../../contract/index.js';
import { asJson, type PackageFiles, packageFiles, schemaAt } from './package-files.js';

/** What is known of a stick; nothing of it has been checked. */
export interface DeviceAnswers {
  /** Short name of the package, and id of the device. */
  readonly name: string;
  /** Who made it. */
  readonly vendor: string;
  /** As people call it, and +CGMM answers. */
  readonly model: string;
  /** In modem mode, as lsusb has it: `12d1:1001`. */
  readonly modemUsb: string;
  /** As it is plugged, where that is a CD-ROM. */
  readonly usb?: string;
  /** `eject`, or the 31 bytes of a message in hexadecimal. Only with `usb`. */
  readonly switch?: string;
  /** USB interface number → role. */
  readonly ports: Readonly<Record<string, string>>;
  readonly source: string;
}

/** The files of a package with one device, as data. Its virtual twin is made of what is known, so that it can be tried at once. */
export const newDevice = (answers: DeviceAnswers): PackageFiles => {
  const { name, vendor, model } = answers;
  const plugin: DevicePlugin = { contract: contractVersion, vendor, devices: [deviceOf(answers)] };
  return packageFiles({
    name,
    description: `${vendor} ${model} for Dialtone: a device plugin`,
    contributes: { devices: './devices.json' },
    data: { 'devices.json': asJson({ $schema: schemaAt('device-1'), ...plugin }) },
    stick: `${name}@three-uk`,
  });
};

const deviceOf = (answers: DeviceAnswers): DeviceDefinition => {
  const { name, model, modemUsb, usb, ports, source } = answers;
  const modeSwitch = switchOf(answers);
  return {
    id: name,
    model,
    source,
    match: { usb: [...(usb === undefined ? [] : [idOf(usb)]), idOf(modemUsb)] },
    ...(modeSwitch === undefined ? {} : { modeSwitch }),
    // What somebody wrote: the contract's check says what is none.
    ports: ports as Readonly<Record<string, PortRole>>,
    twin: twinOf(answers, modeSwitch),
  };
};

const switchOf = ({ usb, switch: how = 'eject', modemUsb }: DeviceAnswers): ModeSwitch | undefined => {
  if (usb === undefined) return undefined;
  const becomes = [idOf(modemUsb).product];
  return how === 'eject' ? { method: 'eject', becomes } : { method: 'message', message: how.toLowerCase(), becomes };
};

const twinOf = ({ usb, modemUsb, model, vendor, ports }: DeviceAnswers, modeSwitch: ModeSwitch | undefined): Twin => ({
  source: 'A model, made by dialtone plugin new out of what was said: no stick was asked.',
  ...(usb === undefined || modeSwitch === undefined
    ? {}
    : { arrivesAs: idOf(usb), switchedBy: modeSwitch.method === 'eject' ? 'eject' : 'message' }),
  modem: idOf(modemUsb),
  interfaces: Object.entries(ports).map(([number, role]) => ({
    number: Number(number),
    kind: 'serial',
    answers: role === 'at' || role === 'data' ? role : 'nothing',
  })),
  functionalityAtPowerUp: 1,
  replies: {
    I: { lines: [`Manufacturer: ${vendor}`, `Model: ${model}`] },
    '+CGMI': { lines: [vendor] },
    '+CGMM': { lines: [model] },
  },
  delays: { commandMs: 20, reenumerateMs: 2000, registerMs: 3000, dialMs: 600 },
});

const idOf = (id: string): UsbId => {
  const [vendor = '', product = ''] = id.toLowerCase().split(':');
  return { vendor, product };
};
