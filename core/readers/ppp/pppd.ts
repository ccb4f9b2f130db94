import { namelessPeer } from '../../ppp/ipcp-values.js';
import { parseLogPacket } from '../../ppp/log-packet.js';
import {
  type InputKind,
  type LinePattern,
  type LogLine,
  type MakeReader,
  type ReadFact,
  readByPatterns,
} from '../reader.js';
import { chatReader } from './chat.js';
import { firstSpeaker } from './first-speaker.js';
import { packetReader } from './packets.js';
import { portWords } from './port-words.js';
import { setupWords } from './setup-words.js';
import { linkWords, noiseWords } from './words.js';

/** pppd's own log, with or without `debug`, in a syslog or on a terminal; and the connect script's, which stands in its midst. */
export const pppdReader: MakeReader = () => {
  const chat = chatReader();
  let kind: InputKind = 'pppd';
  const packets = packetReader();
  let run = freshRun;
  const speaks = firstSpeaker();

  const begin = (): readonly ReadFact[] => {
    const isNew = run.begun !== 'just';
    run = { ...freshRun, begun: 'just' };
    packets.reset();
    return isNew ? [{ fact: 'run.started', by: 'pppd', level: 1 }] : [];
  };
  const again = (): readonly ReadFact[] => (run.ended ? begin() : []);
  const known = (told: readonly ReadFact[]): readonly ReadFact[] => {
    run = { ...run, begun: 'under way' };
    return told;
  };
  const read = (line: LogLine): readonly ReadFact[] | undefined => {
    const inScript = chat.read(line);
    kind = inScript ? 'chat' : line.program === 'kernel' ? 'kernel' : 'pppd';
    if (inScript) {
      // Whoever dials anew after an end begins a run of its own.
      run = { ...run, begun: 'under way', ended: false };
      return inScript;
    }
    const text = line.text.includes('&lt;') ? unescaped(line.text) : line.text;
    const here = { ...line, text: text.replace(ownName, '') };
    if (isOfLink(here)) {
      if (!speaks(line.program)) return [];
      // A log that begins in mid-call: what it tells of that is a run of its own.
      if (line.program === 'pppd' && run.begun === 'no') return [...begin(), ...(told(here) ?? [])];
    }
    return told(here);
  };
  const told = (here: LogLine): readonly ReadFact[] | undefined => {
    if (/^pppd (?:version )?[\d.]+\S* started by /i.test(here.text) || /^pppd options in effect:/i.test(here.text))
      return begin();
    if (typed.test(here.raw)) return begin();
    if (/^(?:Serial connection established|Using interface|Connect: \S+ \W{3})/i.test(here.text)) {
      return known([...again(), ...(readByPatterns([...linkWords, ...noiseWords], here) ?? [])]);
    }
    const packet = parseLogPacket(here.text);
    if (packet) return known(packets.take(packet).map(withUp));
    const values = readValues(here.text);
    if (values) return known(values);
    const facts = readByPatterns(patterns, here);
    if (facts === undefined) return undefined;
    if (isEnd.test(here.text)) run = { ...run, ended: true };
    return known(facts);
  };

  /** The values of a link, printed line by line: with each of them more is known. */
  const readValues = (text: string): readonly ReadFact[] | undefined => {
    const peerEnded = peerEnd.exec(text);
    if (peerEnded)
      return [withUp({ fact: 'ppp.terminate-received', message: readable(peerEnded[1] ?? ''), up: false })];
    const [, what = '', told = ''] = valueLine.exec(text) ?? [];
    if (what === '') return undefined;
    const address = told === '' ? '(hidden)' : told;
    const { up } = run;
    const next = adding[what.toLowerCase()]?.(address, up ?? { address: '', peer: namelessPeer, dns: [] });
    if (next === undefined || next.address === '') return [];
    run = { ...run, up: next };
    return [{ fact: 'ppp.up', ...next }];
  };
  const withUp = (fact: ReadFact): ReadFact =>
    fact.fact === 'ppp.terminate-received' ? { ...fact, up: run.up !== undefined } : fact;

  return {
    get kind() {
      return kind;
    },
    read,
  };
};

interface Run {
  /** `just`: nothing was told of it yet. */
  readonly begun: 'no' | 'just' | 'under way';
  readonly ended: boolean;
  readonly up: Values | undefined;
}
interface Values {
  readonly address: string;
  readonly peer: string;
  readonly dns: readonly string[];
}
const freshRun: Run = { begun: 'no', ended: false, up: undefined };

/** Somebody typed it at a prompt. */
const typed = /(?:[#$%] ?|^)(?:sudo )?(?:\/usr\/sbin\/)?(?:pppd|pon)(?! (?:version|options|is) )(?: [\w./ -]{1,200})?$/;

const patterns: readonly LinePattern[] = [...linkWords, ...portWords, ...setupWords, ...noiseWords];

/** Its own name, and a host's where the time in front was lost. */
const ownName = /^(?:(?:\S{1,64} \S*pppd\[\d+\]|\S*pppd(?:\[\d+\])?)?: +)(?=\S)/;

/** What only a pppd that runs a link says. */
const isOfLink = (line: LogLine): boolean =>
  parseLogPacket(line.text) !== undefined ||
  valueLine.test(line.text) ||
  linkWords.some(([pattern]) => pattern.test(line.text));

const isEnd = /^(?:Connection terminated|Modem hangup|Connect script failed|Hangup \(SIGHUP\)|Exit\.?$)/i;

const peerEnd = /^(?:LCP|IPCP) terminated by peer(?: \((.{0,200})\))?/i;
/** Some peers put binary data there, which pppd prints with carets. */
const readable = (message: string): string => (/\^.|M-|<M/.test(message) ? '' : message);

/** People blank the addresses out, or leave nothing of them. */
const valueLine = /^(local|remote|primary|secondary) +(?:IP|DNS) address\b *(\S*)/i;
const adding: Readonly<Record<string, (address: string, before: Values) => Values>> = {
  local: (address) => ({ address, peer: namelessPeer, dns: [] }),
  remote: (peer, before) => ({ ...before, peer }),
  primary: (server, before) => ({ ...before, dns: [...new Set([...before.dns, server])] }),
  secondary: (server, before) => ({ ...before, dns: [...new Set([...before.dns, server])] }),
};

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
