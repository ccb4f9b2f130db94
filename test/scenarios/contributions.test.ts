import type { CarrierPack, DeviceDefinition } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { factsOf, type Rig, type RigOptions } from '../../core/sim/rig.js';
import { mf627, story, threeUk } from './story.js';

/**
 * Nothing contributed is decoration: each kind of contribution has a scenario that holds with it and fails when that one field is
 * deleted from what Dialtone knows. The virtual world keeps it: it is the stick and the network, not our knowledge of them.
 */
interface Scenario {
  readonly says: string;
  /** The definition and pack that Dialtone is given, and the world that both are true of. */
  readonly device?: DeviceDefinition;
  readonly carrier?: CarrierPack;
  readonly world?: Partial<RigOptions['world']>;
  readonly misbehave?: readonly string[];
  readonly holds: (rig: Rig) => Promise<boolean>;
}

const isOnline = async (rig: Rig): Promise<boolean> => (await rig.verdict()).online;
const exits = (rig: Rig) => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
/** Online on the first walk: nothing had to be repaired. */
const isOnlineAtOnce = async (rig: Rig): Promise<boolean> => (await isOnline(rig)) && exits(rig).length === 0;

const holds = async (scenario: Scenario, device: DeviceDefinition, carrier: CarrierPack): Promise<boolean> => {
  const rig = story({
    world: { device: scenario.device ?? mf627, carrier: scenario.carrier ?? threeUk, ...scenario.world },
    devices: [{ plugin: 'zte', value: device }],
    carriers: [{ plugin: 'three-uk', value: carrier }],
    misbehave: scenario.misbehave ?? [],
  });
  const held = await scenario.holds(rig);
  await rig.end();
  return held;
};

const without = <T extends object, K extends keyof T>(whole: T, field: K): Omit<T, K> => {
  const { [field]: _, ...rest } = whole;
  return rest;
};

/** The stick whose ports are all as silent as the diagnostics port. */
const mute = (device: DeviceDefinition): DeviceDefinition => ({
  ...device,
  twin: device.twin && {
    ...device.twin,
    interfaces: device.twin.interfaces.map((one) => ({ ...one, answers: 'nothing' as const })),
  },
});

const deviceScenarios: Readonly<
  Record<string, Scenario & { readonly remove: (device: DeviceDefinition) => DeviceDefinition }>
> = {
  match: {
    says: 'the stick is recognised',
    holds: isOnline,
    remove: (device) => ({ ...device, match: { usb: [{ vendor: 'ffff', product: 'ffff' }] } }),
  },
  modeSwitch: {
    says: 'it leaves its CD-ROM mode',
    holds: isOnline,
    remove: (device) => without(device, 'modeSwitch'),
  },
  ports: {
    says: 'the ports are known',
    holds: isOnline,
    remove: (device) => ({ ...device, ports: {} }),
  },
  init: {
    says: 'it wakes with the radio off, and AT+CFUN=1 turns it on before anything has to be repaired',
    holds: isOnlineAtOnce,
    remove: (device) => without(device, 'init'),
  },
  unsolicited: {
    says: '+ZPASR tells the mode of the radio, and the flood of +ZUSIMR is no news',
    misbehave: ['zusimr-flood'],
    holds: async (rig) => {
      await rig.verdict();
      const modes = factsOf(rig.facts, 'radio.mode').map(({ mode }) => mode);
      const news = factsOf(rig.facts, 'at.unsolicited').map(({ line }) => line);
      return modes.includes(threeUk.simulation?.mode ?? '') && !news.some((line) => line.startsWith('+ZUSIMR'));
    },
    remove: (device) => without(device, 'unsolicited'),
  },
  quirks: {
    says: 'AT+CPMS? stops the flood that hangs the stick',
    misbehave: ['zusimr-flood'],
    holds: isOnlineAtOnce,
    remove: (device) => without(device, 'quirks'),
  },
  recovery: {
    says: 'a stick that answers nothing is reset over USB',
    misbehave: ['hung'],
    holds: isOnline,
    remove: (device) => without(device, 'recovery'),
  },
  diagnoses: {
    says: 'a stick that stays silent is explained as what it is',
    world: { device: mute(mf627) },
    holds: async (rig) => {
      const verdict = await rig.verdict();
      return !verdict.online && (verdict.causes[0]?.says.includes('ZTE') ?? false);
    },
    remove: (device) => without(device, 'diagnoses'),
  },
};

const carrierScenarios: Readonly<
  Record<string, Scenario & { readonly remove: (carrier: CarrierPack) => CarrierPack }>
> = {
  match: {
    says: "the SIM's carrier is recognised",
    holds: isOnline,
    remove: (carrier) => ({ ...carrier, match: { mccmnc: ['00101'] } }),
  },
  profiles: {
    says: 'each profile is there for a SIM that has it: 3internet when three.co.uk is refused',
    misbehave: ['apn-only=3internet'],
    holds: isOnline,
    remove: (carrier) => ({ ...carrier, profiles: carrier.profiles.slice(0, 1) }),
  },
  init: {
    says: 'packet service is asked for by name',
    world: {
      carrier: { ...threeUk, simulation: threeUk.simulation && { ...threeUk.simulation, attach: 'on-request' } },
    },
    holds: isOnlineAtOnce,
    remove: (carrier) => without(carrier, 'init'),
  },
  dial: {
    says: 'the number is the one that this network takes, and silence is not waited for longer than the pack says',
    world: { carrier: { ...threeUk, simulation: threeUk.simulation && { ...threeUk.simulation, numbers: ['*99#'] } } },
    holds: isOnlineAtOnce,
    remove: (carrier) => without(carrier, 'dial'),
  },
  recovery: {
    says: 'a first refusal to register is answered by a fresh start of the radio',
    misbehave: ['reg-denied=1'],
    holds: isOnline,
    remove: (carrier) => without(carrier, 'recovery'),
  },
  diagnoses: {
    says: "a stick that Three's network refuses is told about the switch-off",
    misbehave: ['reg-denied'],
    holds: async (rig) => {
      const verdict = await rig.verdict();
      return !verdict.online && (verdict.causes[0]?.says.includes('3G') ?? false);
    },
    remove: (carrier) => without(carrier, 'diagnoses'),
  },
};

describe('every kind of contribution of a device', () => {
  it.each(Object.entries(deviceScenarios))('%s', async (_, scenario) => {
    const device = scenario.device ?? mf627;
    expect(await holds(scenario, device, threeUk), `${scenario.says}`).toBe(true);
    expect(await holds(scenario, scenario.remove(device), threeUk), `it must fail without it: ${scenario.says}`).toBe(
      false,
    );
  });
});

describe('every kind of contribution of a carrier', () => {
  it.each(Object.entries(carrierScenarios))('%s', async (_, scenario) => {
    expect(await holds(scenario, mf627, threeUk), scenario.says).toBe(true);
    expect(await holds(scenario, mf627, scenario.remove(threeUk)), `it must fail without it: ${scenario.says}`).toBe(
      false,
    );
  });
});
