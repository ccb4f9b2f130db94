import type { Problem } from '../contract/index.js';

/** The first problems as one clause, each with its field path below `under`; the others are counted. */
export const problemsSaid = (problems: readonly Problem[], under = ''): string => {
  const shown = problems.slice(0, 3).map(({ path, says }) => `${place(under, path)} ${says}`.trim());
  const others = problems.length - shown.length;
  return [...shown, ...(others > 0 ? [`and ${others} more`] : [])].join('; ');
};

const place = (under: string, path: string): string =>
  under === '' || path === '' ? `${under}${path}` : `${under}${path.startsWith('[') ? '' : '.'}${path}`;
