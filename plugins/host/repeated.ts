/** The positions of values that an earlier position has already. */
export const repeated = (values: readonly string[]): readonly number[] =>
  values.flatMap((value, at) => (values.indexOf(value) < at ? [at] : []));
