/**
 * A line whose line breaks were lost on its way through a forum or a mail, in pieces: before each `-->` of wvdial, each time of a syslog, each
 * packet of pppd's. Any other line is one piece.
 */
export const separate = (raw: string): readonly string[] => {
  const marks = raw.length > 60 ? [...raw.matchAll(beginnings)].map(({ index }) => index) : [];
  if (marks.length < 2) return [raw];
  const cuts = [0, ...marks.filter((at) => at > 0), raw.length];
  return cuts.flatMap((from, index) => {
    const piece = raw.slice(from, cuts[index + 1] ?? raw.length);
    return piece.trim() === '' ? [] : [piece];
  });
};

const beginnings =
  /(?<=\s|^)(?:-->\s|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} \d\d:\d\d:\d\d |(?:sent|rcvd) \[(?:LCP|IPCP|CHAP|PAP|CCP|IPV6CP|proto))/g;
