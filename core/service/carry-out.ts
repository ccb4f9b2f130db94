import type { Check } from '../links/check.js';
import { reasonOf } from '../links/check.js';
import type { Action } from './plan-install.js';
import type { ServiceHost } from './service-host.js';

/** Does one thing; what went wrong is said in plain words, and never thrown. */
export const carryOut = async (host: ServiceHost, action: Action): Promise<Check> => {
  if (action.kind === 'place') return placed(host, action);
  const ran = await host.run(action.command);
  if (ran.ok) return ran;
  return { ok: false, because: action.otherwise ?? `\`${action.command.join(' ')}\` failed: ${ran.because}` };
};

const placed = (host: ServiceHost, { path, standing }: Extract<Action, { kind: 'place' }>): Check => {
  try {
    host.place(path, standing);
    return { ok: true };
  } catch (error) {
    return { ok: false, because: `${path} could not be written (${reasonOf(error)})` };
  }
};
