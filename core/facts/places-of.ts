import type { Fact, Place } from './fact.js';

/** The lines that a fact was read from; none for one that was lived. */
export const placesOf = ({ at, seen }: Fact): readonly Place[] => seen ?? (at ? [at] : []);

/** The same for each line, however often it is told of. */
export const placeKey = ({ file, line }: Place): string => `${file}:${line}`;
