import { EMPTY } from 'rxjs';
import type { HostNetwork } from '../pipeline/tools.js';

/** Sets nothing: for links that are none of the host's business: in a network namespace of our own, or inside the process. */
export const noHostNetwork: HostNetwork = { use: () => EMPTY };
