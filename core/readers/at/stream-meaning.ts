import type { ReadFact } from '../reader.js';

/** What comes from a port that is no talk in AT commands. */
export interface Stream {
  readonly is: 'frames' | 'positions' | 'diagnosis';
  readonly facts: readonly ReadFact[];
}

/** PPP frames as logs show them, with odd bytes raw, in brackets or lost, the sentences of a GPS receiver, and the refusals of a diagnostic port. */
export const streamMeaning = (line: string): Stream | undefined => {
  if (gpsSentence.test(line))
    return { is: 'positions', facts: [{ fact: 'sign.seen', sign: 'gps-sentences', by: 'the port' }] };
  if (lcpFrame.test(line))
    return { is: 'frames', facts: [{ fact: 'sign.seen', sign: 'modem-in-data-mode', by: 'modem' }] };
  if (diagnosticFrame.test(line))
    return { is: 'diagnosis', facts: [{ fact: 'sign.seen', sign: 'diagnostic-frames', by: 'the port' }] };
  return undefined;
};

const gpsSentence = /^\$(?:G[PNLA]|BD)(?:GGA|GSA|GSV|RMC|VTG|GLL|GNS|ZDA),/;

/** A Qualcomm port for diagnosis answers what it does not know with the code of an error, its question and a checksum: no more than a few bytes. */
const diagnosticFrame = /^(?:\[[0-9a-f]{2}\]\s*[^\s~}[]{0,4}\s*){1,4}~{1,2}$/i;

/** Configure-Request of LCP: 7E FF 7D 23 C0 21, code, id and length each escaped with a brace. What is no ASCII is written in many ways. */
const lcpFrame = /\}#.{0,8}!\}[!-,].{0,2}\}.{1,12}\} ?\}|\}!\}[ -,]\} \}/;
