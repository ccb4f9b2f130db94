import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkout } from '../../checkout.js';

/** A module of the core as it was built, by its path there. For what the core's package does not export. */
export const core = async <Module>(path: string): Promise<Module> =>
  (await import(pathToFileURL(join(checkout(), 'core/dist', path)).href)) as Module;
