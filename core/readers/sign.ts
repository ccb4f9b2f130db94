import type { Sign } from '../facts/signs/index.js';
import type { ReadFact } from './reader.js';

/** That somebody said so; `detail` falls away when it is empty. */
export const signBy =
  (by: string) =>
  (sign: Sign, detail = ''): readonly ReadFact[] => [
    { fact: 'sign.seen', sign, by, ...(detail === '' ? {} : { detail }) },
  ];
