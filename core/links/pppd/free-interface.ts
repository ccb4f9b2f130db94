import { readFileSync } from 'node:fs';

/** An interface's name, ours until it is given back. */
export interface TakenName {
  readonly name: string;
  readonly giveBack: () => void;
}

/**
 * The first `dialtoneN` that neither the kernel nor another call of this process has. `interfaces` is the kernel's list, of the network
 * namespace that we are in; where it cannot be read, only our own names count.
 */
export const takeInterfaceName = (interfaces = '/proc/net/dev'): TakenName => {
  const there = namesIn(interfaces);
  const candidates = Array.from({ length: there.length + taken.size + 1 }, (_, number) => `dialtone${number}`);
  const name = candidates.find((candidate) => !there.includes(candidate) && !taken.has(candidate)) ?? 'dialtone';
  taken.add(name);
  return { name, giveBack: () => void taken.delete(name) };
};

/** Between its choice and its making by pppd a name is nowhere else. */
const taken = new Set<string>();

const namesIn = (path: string): readonly string[] => {
  try {
    return [...readFileSync(path, 'utf8').matchAll(/^\s*([^\s:]+):/gm)].flatMap(([, name]) => name ?? []);
  } catch {
    return [];
  }
};
