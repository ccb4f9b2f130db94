/** The remedy for a line that is known, and for what it should be where that is known. */
export const change = 'Change the line "{config.flaw:line}"[ to "{config.flaw:better}"], and try again.';
