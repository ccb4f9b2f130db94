import { factNames, layers } from '@dialtone/plugins';
import type { Fact } from '../../facts/fact.js';
import { maybe, number, objectWith, oneOf, parsed, text } from './shape.js';

/** A fact as the signal told it; undefined where that is none that this version knows. What it carries is taken as it comes. */
export const readFact = (json: unknown): Fact | undefined => parsed(json, fact) as Fact | undefined;

const fact = objectWith({ t: number, fact: oneOf(factNames), stick: maybe(text), stage: maybe(oneOf(layers)) });
