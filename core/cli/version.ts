import { readFileSync } from 'node:fs';

/** Dialtone's version, out of core's package.json: one folder up from the source, two from what is built. */
export const version = (): string => read('../package.json') ?? read('../../package.json') ?? 'unknown';

const read = (path: string): string | undefined => {
  try {
    const { version: found } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version?: string };
    return found;
  } catch {
    return undefined;
  }
};
