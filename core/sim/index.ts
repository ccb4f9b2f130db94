export { type Misbehaviour, misbehaviours, parseMisbehaviour } from './misbehaviours.js';
export { onPtys, type VirtualTtys } from './on-ptys.js';
export { onUsb, type VirtualUsbStick } from './usbip/on-usb.js';
export { type UsbipServer, usbipServer } from './usbip/usbip-server.js';
export { thisKernel, type Vhci, vhci } from './usbip/vhci.js';
export { VirtualClock } from './virtual-clock.js';
export { everyName } from './virtual-network.js';
export { type VirtualTerminal, virtualTerminal } from './virtual-terminal.js';
export { type VirtualWorld, virtualWorld } from './virtual-world.js';
