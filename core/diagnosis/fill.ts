import type { Fact } from '../facts/fact.js';
import { field } from './field.js';

/**
 * Fills `{fact.name:field}` from the newest such fact; a clause in `[square brackets]` falls away when a field it names is absent or
 * empty; a bracket that is meant stands twice. A field that is absent outside brackets reads as a dash, so that a sentence never ends in "undefined".
 */
export const fill = (template: string, facts: readonly Fact[]): string =>
  template
    .replace(/\[([^\][]*)\]/g, (_, clause: string) =>
      [...clause.matchAll(placeholder)].every(([, fact, path]) => value(facts, fact, path) !== undefined) ? clause : '',
    )
    .replace(placeholder, (_, fact: string, path: string) => value(facts, fact, path) ?? '–')
    .replace(/ {2,}/g, ' ')
    .trim();

const placeholder = /\{([a-z.-]+):([a-zA-Z.]+)\}/g;

const value = (facts: readonly Fact[], name: string | undefined, path: string | undefined): string | undefined => {
  const fact = facts.findLast((candidate) => candidate.fact === name);
  const found = fact && path !== undefined ? field(fact, path) : undefined;
  const text = Array.isArray(found) ? found.join(' or ') : found;
  return text === undefined || text === '' || typeof text === 'object' ? undefined : String(text);
};
