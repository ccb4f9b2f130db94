import { readFileSync } from 'node:fs';
import type { Counters } from './held-modem.js';

/** What the kernel has counted on one of its interfaces; undefined where there is none of that name. */
export const interfaceCounters = (name: string, folder = '/sys/class/net'): Counters | undefined => {
  try {
    const read = (what: string) => BigInt(readFileSync(`${folder}/${name}/statistics/${what}`, 'utf8').trim());
    return { rx: read('rx_bytes'), tx: read('tx_bytes') };
  } catch {
    return undefined;
  }
};
