/** Why the last call failed, in the modem's own words (+CEER; some leave the prefix out). Several lines are joined by a comma. */
export const parseCallEnd = (lines: readonly string[]): string | undefined => {
  const text = lines
    .map((line) =>
      line
        .replace(/^\+CEER:\s*/i, '')
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    )
    .filter((line) => line !== '')
    .join(', ');
  return text === '' || saysNothing.test(text) ? undefined : text;
};

/** How modems say that they have nothing to say, with or without a number before it. */
const saysNothing = /\bno (cause |further )?(information|report|cause)( is)? available\b/i;
