import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import zte from '@dialtone/plugin-zte';
import { type CarrierPack, carrierSchema, type DeviceDefinition, type Twin } from '@dialtone/plugins';
import * as v from 'valibot';
import type { OfflineVerdict, Verdict } from '../../core/facts/fact.js';
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

/** The same stick with other answers. */
export const twinSays = (replies: Twin['replies']): DeviceDefinition => ({
  ...mf627,
  twin: mf627.twin && { ...mf627.twin, replies: { ...mf627.twin.replies, ...replies } },
});

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

/** The next verdict, which must not be online. */
export const failedVerdict = async (rig: Rig): Promise<OfflineVerdict> => {
  const verdict = await rig.verdict();
  if (verdict.online) throw new Error('it went online');
  return verdict;
};

/** Pulled out, and put in a second later: the next verdict, and the milliseconds from the plug to it. */
export const replugged = async (rig: Rig): Promise<{ readonly verdict: Verdict; readonly tookMs: number }> => {
  rig.world.unplug();
  await rig.run(undefined, 1000);
  rig.world.plug();
  const pluggedAt = rig.clock.now();
  const verdict = await rig.verdict();
  return { verdict, tookMs: rig.clock.now() - pluggedAt };
};
