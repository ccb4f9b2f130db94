import { readFileSync } from 'node:fs';
import { reasonOf } from '../check.js';
import { addDefaultRouteInto, removeDefaultRouteInto } from '../interface-control.js';
import { freeMetric } from './free-metric.js';
import type { NetworkPlaces } from './network-places.js';

export type DefaultRoute =
  | {
      readonly ok: true;
      readonly metric: number;
      /** Whether it is gone, by this or before. */
      readonly remove: () => boolean;
    }
  | { readonly ok: false; readonly because: string };

/**
 * Sends the machine's traffic into an interface: first where it has no other way out, else behind that. All at once, so that two
 * sticks of one process never find the same metric free. Never throws.
 */
export const setDefaultRoute = (device: string, { routes }: Pick<NetworkPlaces, 'routes'>): DefaultRoute => {
  try {
    const metric = freeMetric(readFileSync(routes, 'utf8'));
    addDefaultRouteInto(device, metric);
    return { ok: true, metric, remove: () => removed(device, metric) };
  } catch (error) {
    return { ok: false, because: `the kernel did not take it (${reasonOf(error)})` };
  }
};

const removed = (device: string, metric: number): boolean => {
  try {
    removeDefaultRouteInto(device, metric);
    return true;
  } catch (error) {
    // Routes go with their interface, and with its going down.
    return ['ENODEV', 'ESRCH', 'ENOENT'].includes(reasonOf(error));
  }
};
