import type { Socket } from 'node:net';
import { encodeReply, type Reply, splitCommands } from './protocol.js';
import type { UsbDeviceSide } from './usb-device.js';

/** What joins a host and a device. */
export interface Cable {
  /** Pulls it out, once what was said has been sent; `onPulled` is not called then. */
  readonly pull: () => void;
}

/** Bytes of replies that may wait for a host that does not take them. */
const mostWaiting = 8 * 1024 * 1024;

/** How long the last replies may take to leave when the cable is pulled, in milliseconds. */
const lastWordsLimit = 1000;

/**
 * Connects a device to a host at the other end of a socket, `first` being what it has said already. A host that says what is no USB/IP, or
 * does not take its replies, is cut off. `onPulled` is called once, when the host has gone.
 */
export const cable = (
  socket: Socket,
  plug: (reply: (reply: Reply) => void) => UsbDeviceSide,
  onPulled: () => void,
  first: Uint8Array = new Uint8Array(0),
): Cable => {
  let rest: Uint8Array = new Uint8Array(0);
  let pulled = false;
  const device = plug((reply) => {
    if (socket.writable) socket.write(encodeReply(reply));
    if (socket.writableLength > mostWaiting) socket.destroy();
  });
  const hear = (piece: Uint8Array) => {
    const split = splitCommands(rest, piece);
    rest = split.rest;
    for (const command of split.commands) if (!pulled) device.receive(command);
    if (split.refused !== undefined) socket.destroy();
  };
  const over = () => {
    if (pulled) return;
    pulled = true;
    device.close();
    onPulled();
  };
  socket.on('data', hear);
  // What went wrong with a connection does not matter: it closes.
  socket.on('error', () => undefined);
  socket.on('close', over);
  if (first.length > 0) hear(first);
  return {
    pull: () => {
      if (pulled) return;
      pulled = true;
      device.close();
      socket.setTimeout(lastWordsLimit, () => socket.destroy());
      socket.end(() => socket.destroy());
    },
  };
};
