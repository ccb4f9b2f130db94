import type { CarrierPack, DeviceDefinition } from '@dialtone/plugins';
import type { Fact, FactOf } from '../facts/fact.js';

/** What plugins know, by which a case is recognised, with the name of each plugin. */
export interface Known {
  readonly devices: readonly { readonly value: DeviceDefinition; readonly plugin: string }[];
  readonly carriers: readonly { readonly value: CarrierPack; readonly plugin: string }[];
}

/** What the plugins know of the sticks and carriers that a case names, as facts at the line that names them. Pure. */
export const recognise = (facts: readonly Fact[], { devices, carriers }: Known): readonly Fact[] => {
  const device = newest(facts, (fact) => deviceOf(fact, devices));
  const carrier = newest(facts, (fact) => carrierOf(fact, carriers));
  return [...(device ? [device] : []), ...(carrier ? [carrier] : [])];
};

const newest = (facts: readonly Fact[], look: (fact: Fact) => Fact | undefined): Fact | undefined => {
  for (const fact of facts.toReversed()) {
    const found = look(fact);
    if (found) return found;
  }
  return undefined;
};

const deviceOf = (fact: Fact, devices: Known['devices']): Fact | undefined => {
  if (fact.fact !== 'usb.plugged' && fact.fact !== 'usb.described') return undefined;
  const candidates = devices.filter(({ value }) =>
    value.match.usb.some(({ vendor, product }) => vendor === fact.vendor && product === fact.product),
  );
  const [first] = candidates;
  if (first === undefined) return undefined;
  return {
    ...placed(fact),
    fact: 'device.recognised',
    device: first.value.id,
    model: first.value.model,
    plugin: first.plugin,
    candidates: candidates.length,
  };
};

const carrierOf = (fact: Fact, carriers: Known['carriers']): FactOf<'carrier.suspected'> | undefined => {
  for (const { value: pack } of carriers) {
    const because = whyItIs(fact, pack);
    if (because !== undefined)
      return {
        ...placed(fact),
        fact: 'carrier.suspected',
        carrier: pack.id,
        name: pack.carrier,
        apns: pack.profiles.map(({ apn }) => apn).filter((apn) => apn !== ''),
        because,
      };
  }
  return undefined;
};

const whyItIs = (fact: Fact, pack: CarrierPack): string | undefined => {
  const { mccmnc } = pack.match;
  const isApn = (text: string) => pack.profiles.some(({ apn }) => apn !== '' && apn === text.toLowerCase());
  switch (fact.fact) {
    case 'operator.named':
      if (fact.code !== undefined && mccmnc.includes(fact.code)) return `network ${fact.code} was named`;
      return fact.name?.toLowerCase() === pack.carrier.toLowerCase() ? `network ${fact.name} was named` : undefined;
    case 'sim.read':
      return fact.mccmnc !== undefined && mccmnc.includes(fact.mccmnc)
        ? `the SIM is of network ${fact.mccmnc}`
        : undefined;
    case 'context.defined':
      return isApn(fact.apn) ? `APN ${fact.apn} was named` : undefined;
    case 'config.read':
      return isApn(fact.value) ? `APN ${fact.value} was named` : undefined;
    default:
      return undefined;
  }
};

const placed = ({ t, at }: Fact): Pick<Fact, 't' | 'at'> => ({ t, ...(at ? { at } : {}) });
