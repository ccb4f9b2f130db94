/**
 * The text that +CGMI, +CGMM, +CGMR, +GMI, +GMM or +GMR gives: with or without the command's name in front, quoted or not. Several lines are
 * joined by a space.
 */
export const parseIdentity = (lines: readonly string[]): string | undefined => {
  const text = lines
    .map((line) =>
      line
        .replace(/^\+C?GM[IMR]\s*:\s*/i, '')
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    .filter((line) => line !== '')
    .join(' ');
  return text === '' ? undefined : text;
};
