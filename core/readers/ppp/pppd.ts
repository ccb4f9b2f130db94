import { namelessPeer, placeholderDns } from '../../ppp/ipcp-values.js';
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
import { exitWords } from './exit-words.js';
import { firstSpeaker } from './first-speaker.js';
import { packetReader } from './packets.js';
import { portsOfPppd } from './ports-of-pppd.js';
import { pppdSign } from './said.js';
import { setupWords } from './setup-words.js';
import { linkWords, noiseWords } from './words.js';

/** pppd's own log, with or without `debug`, in a syslog or on a terminal; and the connect script's, which stands in its midst. */
export const pppdReader: MakeReader = () => {
  const chat = chatReader();
  let kind: InputKind = 'pppd';
  const packets = packetReader();
  let run = freshRun;
  const speaker = firstSpeaker();

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
    if (speaker.isRepeated(line)) return [];
    const facts = readOnce(line);
    if (facts) speaker.spoke(line);
    return facts;
  };
  const readOnce = (line: LogLine): readonly ReadFact[] | undefined => {
    const inScript = chat.read(line);
    kind = inScript ? 'chat' : line.program === 'kernel' ? 'kernel' : 'pppd';
    if (inScript) {
      // Whoever dials anew after an end begins a run of its own.
      run = { ...run, begun: 'under way', ended: false };
      return inScript;
    }
    const text = line.text.includes('&lt;') ? unescaped(line.text) : line.text;
    const here = { ...line, text: text.replace(ownName, '') };
    // A log that begins in mid-call: what it tells of that is a run of its own.
    const isMidCall = ownNames.has(line.program ?? '') && run.begun === 'no' && isOfLink(here);
    return isMidCall ? [...begin(), ...(told(here) ?? [])] : told(here);
  };
  const told = (here: LogLine): readonly ReadFact[] | undefined => {
    if (/^pppd (?:version )?[\d.]+\S* started by /i.test(here.text) || /^pppd options in effect:/i.test(here.text))
      return begin();
    const ended = readByPatterns(exitWords, here);
    if (ended) return known(ended);
    if (typed.test(here.raw)) return begin();
    // Before it says that it started, pppd reads its options: one that it refuses ends that run there.
    if (refusedOption.test(here.text) && run.begun !== 'under way') {
      const refused = [...begin(), ...(readByPatterns(patterns, here) ?? [])];
      run = { ...run, begun: 'under way', ended: true };
      return refused;
    }
    if (/^(?:Serial connection established|Using interface|Connect: \S+ \W{3})/i.test(here.text)) {
      return known([...again(), ...(readByPatterns([...linkWords, ...noiseWords], here) ?? [])]);
    }
    const packet = parseLogPacket(here.text);
    if (packet) return known(packets.take(packet).map(withUp));
    if (run.up === undefined && ipUp.test(here.text)) {
      run = { ...run, up: unnamed };
      return known([{ fact: 'ppp.up', ...unnamed }]);
    }
    const values = readValues(here.text);
    if (values) return known(values);
    if (run.demands && demandsOn.test(here.text)) return known([]);
    const facts = readByPatterns(patterns, here);
    if (facts === undefined) return undefined;
    if (demands.test(here.text)) run = { ...run, demands: true };
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
    const address = told === '' ? unnamed.address : told;
    const { up } = run;
    const next = adding[what.toLowerCase()]?.(address, up ?? { address: '', peer: namelessPeer, dns: [] });
    if (next === undefined || next.address === '') return [];
    const isPlaceholder = next.dns.some((server) => placeholderDns.includes(server));
    const turnedReal = run.placeholders && next.dns.length > 0 && !isPlaceholder;
    run = { ...run, up: next, placeholders: run.placeholders || isPlaceholder };
    return [{ fact: 'ppp.up', ...next }, ...(turnedReal ? pppdSign('name-servers-turned-real') : [])];
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
  /** It said that it demands a proof of the other end. */
  readonly demands: boolean;
  /** The name servers of an earlier turn of this call were placeholders. */
  readonly placeholders: boolean;
}
interface Values {
  readonly address: string;
  readonly peer: string;
  readonly dns: readonly string[];
}
const unnamed: Values = { address: '(hidden)', peer: namelessPeer, dns: [] };
const freshRun: Run = { begun: 'no', ended: false, up: undefined, demands: false, placeholders: false };

/** Whose lines are pppd's in a log: NetworkManager's own have a level and are read elsewhere. */
const ownNames: ReadonlySet<string> = new Set(['pppd', 'networkmanager']);

const refusedOption = /unrecognized option/i;

/** Somebody typed it at a prompt. */
const typed = /(?:[#$%] ?|^)(?:sudo )?(?:\/usr\/sbin\/)?(?:pppd|pon)(?! (?:version|options|is) )(?: [\w./ -]{1,200})?$/;

const patterns: readonly LinePattern[] = [...linkWords, ...portsOfPppd, ...setupWords, ...noiseWords];

/** Its own name, and a host's where the time in front was lost. */
const ownName = /^(?:(?:\S{1,64} \S*pppd\[\d+\]|\S*pppd(?:\[\d+\])?)?: +)(?=\S)/;

/** What only a pppd that runs a link says. */
const isOfLink = (line: LogLine): boolean =>
  parseLogPacket(line.text) !== undefined ||
  valueLine.test(line.text) ||
  linkWords.some(([pattern]) => pattern.test(line.text));

/** The sentence that says what is wrong, and how it goes on. */
const demands = /^The remote system.{0,80} is required to authenticate itself/i;
const demandsOn = /^(?:but I couldn'?t find any suitable secret|\(None of the available passwords)/i;

/** It is run once IP is up, and not before, though the lines that name the addresses be lost. */
const ipUp = /^Script \S{0,80}\/ip-(?:pre-)?up(?:\.\w{1,12})? started \(pid/i;

const isEnd = /^(?:Connection terminated|Modem hangup|Connect script failed|Hangup \(SIGHUP\)|Exit\.?$)/i;

const peerEnd = /^(?:LCP|IPCP) terminated by peer(?: \((.{0,200})\))?/i;
/** Some peers put binary data there, which pppd prints with carets. */
const readable = (message: string): string => (/\^.|M-|<M/.test(message) ? '' : message);

/** People blank the addresses out, or leave nothing of them; and the stars of their emphasis get between the words. */
const valueLine = /^\*?(local|remote|primary|secondary)[ *]+(?:IP|DNS) address\b[ *]*([^\s*]*)/i;
const adding: Readonly<Record<string, (address: string, before: Values) => Values>> = {
  local: (address) => ({ address, peer: namelessPeer, dns: [] }),
  remote: (peer, before) => ({ ...before, peer }),
  primary: (server, before) => ({ ...before, dns: [...new Set([...before.dns, server])] }),
  secondary: (server, before) => ({ ...before, dns: [...new Set([...before.dns, server])] }),
};

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
