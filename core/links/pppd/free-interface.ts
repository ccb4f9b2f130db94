import { interfaceNames } from '../interface-names.js';

/** An interface's name, ours until it is given back. */
export interface TakenName {
  readonly name: string;
  readonly giveBack: () => void;
}

/**
 * The first `dialtoneN` that neither the kernel nor another call of this process has. `interfaces` is the kernel's list, of the network
 * namespace that we are in; where it cannot be read, only our own names count.
 */
export const takeInterfaceName = (interfaces?: string): TakenName => {
  const there = interfaceNames(interfaces) ?? [];
  const candidates = Array.from({ length: there.length + taken.size + 1 }, (_, number) => `dialtone${number}`);
  const name = candidates.find((candidate) => !there.includes(candidate) && !taken.has(candidate)) ?? 'dialtone';
  taken.add(name);
  return { name, giveBack: () => void taken.delete(name) };
};

/** Between its choice and its making by pppd a name is nowhere else. */
const taken = new Set<string>();
