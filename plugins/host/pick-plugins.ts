export type Picked<T> =
  | { readonly kind: 'picked'; readonly enabled: readonly T[]; readonly disabled: readonly T[] }
  /** `because` is a sentence for people: it lists the names that exist. */
  | { readonly kind: 'unknown'; readonly because: string };

/** Splits what is installed by the names that somebody disabled. An unknown name is a mistake to be told, never to be ignored. */
export const pickPlugins = <T extends { readonly name: string }>(
  all: readonly T[],
  disabledNames: readonly string[],
): Picked<T> => {
  const unknown = disabledNames.filter((name) => !all.some((plugin) => plugin.name === name));
  if (unknown.length > 0) return { kind: 'unknown', because: nobodyIs(unknown, all) };
  return {
    kind: 'picked',
    enabled: all.filter(({ name }) => !disabledNames.includes(name)),
    disabled: all.filter(({ name }) => disabledNames.includes(name)),
  };
};

const nobodyIs = (unknown: readonly string[], all: readonly { readonly name: string }[]): string => {
  const which = unknown.map((name) => JSON.stringify(name)).join(' or ');
  const existing = all.map(({ name }) => name).join(', ');
  return existing === ''
    ? `There is no plugin ${which}: none is installed.`
    : `There is no plugin ${which}. Installed: ${existing}.`;
};
