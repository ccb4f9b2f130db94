import type { DeviceDefinition, UsbId } from '@dialtone/plugins';
import type { Contributed } from './tools.js';

export type DeviceMatch =
  | { readonly kind: 'unknown' }
  /** Two plugins claim it equally: never settled by load order. */
  | { readonly kind: 'ambiguous'; readonly plugins: readonly string[] }
  | {
      readonly kind: 'known';
      readonly device: Contributed<DeviceDefinition>;
      readonly candidates: readonly Contributed<DeviceDefinition>[];
    };

/**
 * Scores the definitions against a USB id and, once it is known, the model that +CGMM gave: a definition that names another model
 * is out, one that names this model beats one that names none. Equal best scores inside one plugin go to the one listed first; those of
 * several plugins to the only one among them that the user pinned.
 */
export const matchDevice = (
  definitions: readonly Contributed<DeviceDefinition>[],
  usb: UsbId,
  { model, pinned = [] }: { readonly model?: string | undefined; readonly pinned?: readonly string[] } = {},
): DeviceMatch => {
  const scored = definitions
    .map((candidate) => ({ candidate, score: score(candidate.value, usb, model) }))
    .filter(({ score }) => score > 0);
  const best = Math.max(...scored.map(({ score }) => score));
  const winners = scored.filter(({ score }) => score === best).map(({ candidate }) => candidate);
  const plugins = [...new Set(winners.map(({ plugin }) => plugin))];
  const chosen = plugins.filter((plugin) => plugins.length === 1 || pinned.includes(plugin));
  const device = winners.find(({ plugin }) => chosen.includes(plugin));
  if (plugins.length > 1 && chosen.length !== 1) return { kind: 'ambiguous', plugins };
  if (!device) return { kind: 'unknown' };
  return { kind: 'known', device, candidates: scored.map(({ candidate }) => candidate) };
};

const score = ({ match }: DeviceDefinition, usb: UsbId, model: string | undefined): number => {
  if (!match.usb.some(({ vendor, product }) => vendor === usb.vendor && product === usb.product)) return 0;
  if (model === undefined || match.model === undefined) return 1;
  return match.model.some((name) => name.toLowerCase() === model.toLowerCase()) ? 2 : 0;
};
