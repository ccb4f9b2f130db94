import type { Wanted } from '../facts/wanted.js';
import { memoryInMemory } from '../links/memory-in-memory.js';
import { noHostNetwork } from '../links/no-host-network.js';
import { userspaceEngine } from '../links/userspace-engine.js';
import { limits } from '../pipeline/limits.js';
import { named, sampleCarrier, sampleDevice } from '../sim/sample-world.test.helper.js';
import { sideBySide } from '../sim/side-by-side.js';
import type { VirtualClock } from '../sim/virtual-clock.js';
import { type VirtualWorld, virtualWorld } from '../sim/virtual-world.js';
import { compose } from './composition.js';

export const worldAt = (clock: VirtualClock, path: string, ...misbehave: readonly string[]): VirtualWorld =>
  virtualWorld({ device: sampleDevice, carrier: sampleCarrier, misbehave: named(...misbehave), clock, path });

export const device = {
  ...sampleDevice,
  match: { usb: ['2000', '0031'].map((product) => ({ vendor: '19d2', product })) },
  init: [{ send: 'AT+CFUN=1', because: 'it wakes with the radio off' }],
};

/** A process in virtual time that knows the sample, on several virtual buses. */
export const composedOn = async (
  clock: VirtualClock,
  worlds: readonly VirtualWorld[],
  { wanted, lending = false }: { readonly wanted: Wanted; readonly lending?: boolean },
) => {
  const { usb, plugs$, openSerial } = sideBySide(worlds);
  const composition = await compose({
    clock,
    usb,
    openSerial,
    engine: (defer) => userspaceEngine({ clock, limits, because: 'virtual time', defer }),
    network: () => noHostNetwork,
    memory: memoryInMemory(),
    wanted,
    lending,
  });
  await composition.load({
    name: 'sample',
    devices: [{ plugin: 'sample', value: device }],
    carriers: [{ plugin: 'sample', value: sampleCarrier }],
  });
  return { composition, plugs$ };
};
