import { assemble } from './assemble.js';
import type { Start } from './run.js';

/** Dialtone alone: every stick is to be online, with what was asked for on the command line. */
export const startDialtone: Start = async (options) => {
  const wanted = { level: 'online', overrides: options.overrides } as const;
  const { begin } = await assemble({ ...options, wanted, managed: false });
  return begin(options);
};
