import type { Fact, FactOf } from '../facts/fact.js';

/** Ports that two tools of one case name differently: the dialler's in its file, pppd's in its own. Names that may stand for any port are not compared. Pure. */
export const portsThatDiffer = (facts: readonly Fact[]): readonly FactOf<'config.flaw'>[] => {
  const named = facts.flatMap((fact) => (fact.fact === 'config.read' && isPort(fact) ? [fact] : []));
  const ofDialler = named.filter(({ tool }) => tool === 'wvdial');
  const others = named.filter(({ tool }) => tool !== 'wvdial');
  if (ofDialler.length === 0) return [];
  return others
    .filter(({ value }) => ofDialler.every((one) => nodeOf(one.value) !== nodeOf(value)))
    .map(({ t, tool, key, at }) => ({
      fact: 'config.flaw',
      flaw: 'ports-differ',
      tool,
      key,
      line: at?.text ?? key,
      t,
      ...(at ? { at } : {}),
    }));
};

const isPort = ({ key, value }: FactOf<'config.read'>): boolean =>
  (key === 'Modem' || key === 'device') && /^tty[A-Z]+\d+$/.test(nodeOf(value));

const nodeOf = (path: string): string => path.replace(/^\/dev\//, '');
