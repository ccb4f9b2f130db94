import type { InterfaceTable } from '../tables/table.js';
import type { Dict } from '../wire/values.js';

/** Every property of a table with a value of its signature: what one object shows of one interface, proved by the compiler. */
export type PropertiesOf<Table extends InterfaceTable> = {
  readonly [Property in keyof Table['properties']]: ValueOf<Table['properties'][Property]>;
};

/** See wire/values.ts. Tuples and what is rare are left to the tests. */
type ValueOf<Signature> = Signature extends 'b'
  ? boolean
  : Signature extends 'y' | 'n' | 'q' | 'i' | 'u' | 'd'
    ? number
    : Signature extends 'x' | 't'
      ? bigint
      : Signature extends 's' | 'o' | 'g'
        ? string
        : Signature extends 'ay'
          ? Uint8Array
          : Signature extends 'as' | 'ao'
            ? readonly string[]
            : Signature extends 'au'
              ? readonly number[]
              : Signature extends 'a{sv}'
                ? Dict
                : unknown;
