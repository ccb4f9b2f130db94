import { signsOfConfig } from './config.js';
import { signsOfDialler } from './dialler.js';
import { signsOfManagers } from './managers.js';
import { signsOfPpp } from './ppp.js';
import { signsOfSystem } from './system.js';

/** What other programs say, by a name that rules speak of, and as a sentence in the past tense. Only what no other fact says is a sign. */
export const signs = {
  ...signsOfSystem,
  ...signsOfManagers,
  ...signsOfConfig,
  ...signsOfDialler,
  ...signsOfPpp,
} as const;
export type Sign = keyof typeof signs;
