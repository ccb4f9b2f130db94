import { type FactName, factNames } from '@dialtone/plugins';
import type { Fact } from '../../facts/fact.js';
import { phrase } from '../../facts/phrase.js';
import type { MakeReader, Reader, ReadFact } from '../reader.js';
import { factShapes, hasShape } from './fact-shapes.js';

/** What `dialtone up --json`, `dialtone daemon --json` and `dialtone watch --json` print: our own facts, one a line. */
const factReader: MakeReader = (): Reader => ({
  kind: 'dialtone',
  read: ({ raw }) => {
    const text = raw.trim();
    if (!/^\{"t":\d+,"fact":"/.test(text)) return undefined;
    const fact = parsed(text);
    return fact === undefined ? [] : [...(fact.fact === 'walk.started' ? [begun] : []), fact];
  },
});

const begun: ReadFact = { fact: 'run.started', by: 'Dialtone', level: 0 };

/** A fact of ours that rules speak of, if it is whole. */
const parsed = (text: string): ReadFact | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('fact' in value)) return undefined;
    const name = factNames.find((known) => known === value.fact);
    const shape = name && factShapes[name as FactName];
    if (!shape || !hasShape(value as Readonly<Record<string, unknown>>, shape)) return undefined;
    const { t: _, at: __, seen: ___, ...body } = value as Fact;
    // A sentence is made of it sooner or later: then it must be possible.
    phrase({ t: 0, ...body } as Fact);
    return body as ReadFact;
  } catch {
    return undefined;
  }
};

export const dialtoneReaders: readonly MakeReader[] = [factReader];
