import { of, throwError } from 'rxjs';
import { Exit } from '../facts/exit.js';
import type { Detected, Plugged } from './knowledge.js';
import { matchDevice } from './match-device.js';
import { stage } from './stage.js';

type Learnt = Pick<Detected, 'candidates' | 'device'>;

/** Asks the plugins who knows this USB id. */
export const detect = stage<Plugged, Learnt>('detect', ({ plugged }, tools) => {
  const found = matchDevice(tools.catalog.devices(), plugged, { pinned: tools.catalog.pinned() });
  const id = `${plugged.vendor}:${plugged.product}`;
  switch (found.kind) {
    case 'unknown':
      return throwError(() => new Exit('detect.unknown-device', id));
    case 'ambiguous':
      return throwError(
        () => new Exit('detect.ambiguous-device', `${id} is claimed by ${found.plugins.join(' and ')}`),
      );
    case 'known': {
      const { device, candidates } = found;
      tools.report({
        fact: 'device.recognised',
        device: device.value.id,
        model: device.value.model,
        plugin: device.plugin,
        candidates: candidates.length,
      });
      return of({ device, candidates });
    }
  }
});
