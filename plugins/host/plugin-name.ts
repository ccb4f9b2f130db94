/**
 * The short name by which people call a plugin (`--disable-plugin zte`): the package's name without scope and prefix. Undefined
 * for a package whose name is none of `@dialtone/plugin-x`, `dialtone-plugin-x` and `@anyone/dialtone-plugin-x`.
 */
export const pluginName = (packageName: string): string | undefined =>
  /^(?:@dialtone\/plugin-|(?:@[^/]+\/)?dialtone-plugin-)([a-z0-9][a-z0-9._-]*)$/.exec(packageName)?.[1];

/** What anybody's package for a plugin of this short name is called. */
export const packageName = (name: string): string => `dialtone-plugin-${name}`;
