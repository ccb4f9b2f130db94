/** The IMSI that +CIMI gives: 14 or 15 digits. A secret: it never gets into a fact. */
export const parseImsi = (lines: readonly string[]): string | undefined =>
  lines.map((line) => /^(?:\+CIMI:\s*)?"?(\d{14,15})"?$/.exec(line)?.[1]).find((imsi) => imsi !== undefined);

/**
 * The home networks that an IMSI may be of. Nothing in it tells whether the network code has two digits or three, so both are candidates:
 * `['23420', '234201']`.
 */
export const homeNetworks = (imsi: string): readonly [string, string] => [imsi.slice(0, 5), imsi.slice(0, 6)];
