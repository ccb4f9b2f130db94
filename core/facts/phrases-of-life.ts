import { exitWords } from './exit-words.js';
import type { PhrasesOf } from './phrase.js';
import { seconds } from './seconds.js';

/** Dialtone itself, the bus, the walk and what decides about it. */
export const phrasesOfLife: PhrasesOf<
  | `${'dialtone' | 'simulation' | 'plugin' | 'stage' | 'step' | 'device' | 'modeswitch' | 'driver' | 'walk' | 'recovery' | 'memory' | 'leftover' | 'wanted' | 'profile' | 'bus'}.${string}`
  | 'usb.plugged'
  | 'usb.left'
  | 'usb.returned'
  | 'online'
  | 'verdict'
> = {
  'dialtone.started': ({ version, simulate, misbehave = [] }) =>
    `Dialtone ${version} started${simulate ? `, simulating ${simulate}` : ''}${misbehave.length > 0 ? ` with ${misbehave.join(', ')}` : ''}`,
  'dialtone.waiting': ({ limitMs }) =>
    limitMs === undefined ? 'No stick was there yet' : `No stick was there yet; it had ${seconds(limitMs)} to appear`,
  'simulation.started': ({ device, carrier, place, because }) =>
    `A virtual ${device} on ${carrier} was plugged in, ${places[place]}: ${because}`,
  'simulation.plugged': ({ device, carrier, vendor, product, ports }) =>
    `A virtual ${device} on ${carrier} is there as ${vendor}:${product}, with ${ports.map(({ role, path }) => `${role} on ${path}`).join(', ') || 'no port'}`,
  'simulation.left': () => 'The virtual stick left its bus',
  'simulation.served': ({ address, tcpPort, busid }) =>
    `The virtual stick was offered over USB/IP as ${busid} on ${address}:${tcpPort}`,
  'simulation.attached': ({ controller, port }) =>
    `The kernel took the virtual stick on port ${port} of its virtual host controller ${controller}`,
  'plugin.loaded': ({ plugin, version, instead }) =>
    `Plugin ${plugin} ${version} was loaded${instead === undefined ? '' : ` in place of ${instead}`}`,
  'plugin.unloaded': ({ plugin }) => `Plugin ${plugin} was taken away`,
  'plugin.refused': ({ plugin, because }) => `Plugin ${plugin} was refused: ${because}`,
  'usb.plugged': ({ vendor, product }) => `A stick was plugged in: ${vendor}:${product}`,
  'usb.left': ({ announced }) => (announced ? 'The stick left the bus, as expected' : 'The stick was unplugged'),
  'usb.returned': ({ vendor, product, ms }) => `The stick came back as ${vendor}:${product} after ${seconds(ms)}`,
  'stage.entered': ({ stage }) => `${stage ?? 'A stage'} began`,
  'stage.passed': ({ stage, ms }) => `${stage ?? 'A stage'} was passed in ${seconds(ms)}`,
  'step.passed': ({ step, ms }) => `Step ${step} was passed in ${seconds(ms)}`,
  'device.recognised': ({ model, plugin, candidates }) =>
    `Plugin ${plugin} recognised it as ${model}${candidates > 1 ? `, one of ${candidates} with this id` : ''}`,
  'device.refined': ({ model, plugin }) => `Plugin ${plugin} told it apart as ${model}`,
  'modeswitch.awaited': ({ rule, limitMs }) =>
    `The system's own rule (${rule}) knew the stick and had ${seconds(limitMs)} to switch it`,
  'modeswitch.sent': ({ method }) => `The stick was told to leave its CD-ROM mode (${method})`,
  'modeswitch.tool-ended': ({ status, said }) =>
    `usb_modeswitch ended ${status === undefined ? 'by a signal' : `with status ${status}`}${said === '' ? '' : `: ${said}`}`,
  'driver.bound': ({ driver, id }) => `No driver had claimed the stick; driver ${driver} was told to (${id})`,
  'driver.released': ({ driver, id }) => `Driver ${driver} was told to forget the id again (${id})`,
  online: () => 'The stick was online',
  'walk.started': () => 'A walk through the corridor began',
  'walk.ended': ({ exit, detail }) => `The walk ended: ${exitWords[exit]}${detail ? ` (${detail})` : ''}`,
  'recovery.chosen': ({ action, on, count, upTo }) =>
    `Recovery chose ${action.replaceAll('-', ' ')} (${count} of ${upTo}) after ${on}`,
  'recovery.exhausted': ({ waitMs }) => `Nothing was left to try; the next round begins in ${seconds(waitMs)}`,
  'memory.used': ({ what, detail }) => `What was remembered was used, ${what}: ${detail}`,
  'memory.failed': ({ because }) => because.replace(/\.$/, ''),
  'memory.kept': ({ what, detail }) => `This was remembered for the next time, ${what}: ${detail}`,
  'leftover.removed': ({ what }) => `Left behind by an earlier Dialtone and taken away: ${what}`,
  'profile.offered': ({ name }) => `NetworkManager was given the profile "${name}"`,
  'profile.not-offered': ({ because }) => `NetworkManager was given no profile: ${because}`,
  'bus.joined': ({ name }) => `Dialtone answered on the system bus as ${name}`,
  'bus.lost': () => 'The system bus went away',
  'wanted.changed': ({ level }) => `What was asked for became "${level}"`,
  verdict: ({ online }) => (online ? 'The verdict was: online' : 'The verdict was: not online'),
};

const places = {
  'network-namespace': 'in a network namespace of its own',
  'in-process': 'inside this process',
} as const;
