import type { Foundations } from '../daemon/composition.js';
import { UsageError } from '../facts/usage-error.js';
import type { EngineChoice, EnginePlace } from '../links/choose-engine.js';
import { monotonicClock } from '../links/monotonic-clock.js';
import { pppdEngine, pppdPrograms } from '../links/pppd/pppd-engine.js';
import { tunAttach } from '../links/tun-attach.js';
import { userspaceEngine } from '../links/userspace-engine.js';
import { limits } from '../pipeline/limits.js';

type Chosen = Extract<EngineChoice, { readonly ok: true }>;

/** A refusal is for the user to hear: throws UsageError. */
export const chosenEngine = (choice: EngineChoice): Chosen => {
  if (!choice.ok) throw new UsageError(choice.because);
  return choice;
};

/** Where packets go, whichever engine: pppd's are always the kernel's. */
export const placeOf = (chosen: Chosen): EnginePlace => (chosen.engine === 'pppd' ? { kind: 'tun' } : chosen.place);

/** `defaultRoute`: everything goes into the link, inside a network namespace of our own. */
export const engineOf = (chosen: Chosen, defaultRoute: boolean): Foundations['engine'] => {
  const { because } = chosen;
  if (chosen.engine === 'pppd') {
    const programs = pppdPrograms(chosen.program);
    return (defer) => pppdEngine({ clock: monotonicClock, limits, because, defer, programs });
  }
  const attach = chosen.place.kind === 'tun' ? { attach: tunAttach({ clock: monotonicClock, defaultRoute }) } : {};
  return (defer) => userspaceEngine({ clock: monotonicClock, limits, because, defer, ...attach });
};
