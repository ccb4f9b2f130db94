import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import zte from '@dialtone/plugin-zte';
import { type CarrierPack, carrierSchema, type DeviceDefinition } from '@dialtone/plugins';
import * as v from 'valibot';
import type { Contributed } from '../../core/pipeline/tools.js';
import { type Rig, type RigOptions, rig } from '../../core/sim/rig.js';

/** The story's stick and carrier, as the plugins ship them. */
export const mf627: DeviceDefinition = find(zte.devices, 'mf627');
export const threeUk: CarrierPack = v.parse(
  carrierSchema,
  JSON.parse(
    readFileSync(fileURLToPath(new URL('../../plugin-three-uk/carriers/three-uk.json', import.meta.url)), 'utf8'),
  ),
);

export const zteDevices: readonly Contributed<DeviceDefinition>[] = zte.devices.map((value) => ({
  plugin: 'zte',
  value,
}));
export const threeUkCarrier: readonly Contributed<CarrierPack>[] = [{ plugin: 'three-uk', value: threeUk }];

/** The story, whole, but for what a scenario changes. */
export const story = (changes: Partial<RigOptions> = {}): Rig =>
  rig({ world: { device: mf627, carrier: threeUk }, devices: zteDevices, carriers: threeUkCarrier, ...changes });

function find(devices: readonly DeviceDefinition[], id: string): DeviceDefinition {
  const device = devices.find((one) => one.id === id);
  if (!device) throw new Error(`plugin-zte has no ${id}`);
  return device;
}
