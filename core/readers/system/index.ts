import type { MakeReader } from '../reader.js';
import { kernel } from './kernel.js';
import { lsusb } from './lsusb.js';
import { network } from './network.js';
import { ports } from './ports.js';
import { routes } from './routes.js';
import { usbDevices } from './usb-devices.js';
import { usbModeswitch } from './usb-modeswitch.js';

/** In the order in which they are asked. */
export const systemReaders: readonly MakeReader[] = [lsusb, usbDevices, usbModeswitch, ports, routes, network, kernel];
