import { readFile } from 'node:fs/promises';
import type { Handler, IncomingCall } from './bus.js';
import { busError } from './values.js';

const peerInterface = 'org.freedesktop.DBus.Peer';
const members: readonly string[] = ['Ping', 'GetMachineId'];

/** What every connection answers, on every path. */
export const isForPeer = ({ interface: name, member }: IncomingCall): boolean =>
  name === peerInterface || (name === undefined && members.includes(member));

export const answerPeer: Handler = async ({ member, signature }) => {
  if (!members.includes(member)) throw busError('UnknownMethod', `${peerInterface} has no method ${member}.`);
  if (signature !== '') throw busError('InvalidArgs', `${member} takes no arguments.`);
  return member === 'Ping' ? { signature: '', body: [] } : { signature: 's', body: [await machineId()] };
};

const machineId = async (): Promise<string> => {
  for (const file of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return text.trim();
  }
  throw busError('Failed', 'This machine has no id: neither /etc/machine-id nor /var/lib/dbus/machine-id is there.');
};
