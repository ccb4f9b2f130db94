import { readFileSync } from 'node:fs';

/**
 * The network interfaces in the kernel's list (/proc/net/dev, of the network namespace that we are in; /sys shows the one in which it was
 * mounted). `undefined` where it cannot be read.
 */
export const interfaceNames = (list = '/proc/net/dev'): readonly string[] | undefined => {
  try {
    return [...readFileSync(list, 'utf8').matchAll(/^\s*([^\s:]+):/gm)].flatMap(([, name]) => name ?? []);
  } catch {
    return undefined;
  }
};
