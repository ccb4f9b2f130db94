import { type AtExchange, atExchange } from '../at/at-exchange.js';
import type { ReadFact } from '../reader.js';
import { signBy } from '../sign.js';

/**
 * The AT dialogue in ModemManager's log, one exchange a port: `(ttyUSB2): --> 'AT+CPIN?<CR>'`, `[ttyUSB2/at] <-- '<CR><LF>OK<CR><LF>'`. An
 * answer may come in pieces. Undefined for any other line.
 */
export const modemDialogues = (): ((text: string) => readonly ReadFact[] | undefined) => {
  const ports = new Map<string, Port>();
  return (text) => {
    const found = /^(?:\(([\w/.-]{1,40})\)|\[([\w/.-]{1,60})\]):? *(--(?:>|&gt;)|(?:<|&lt;)--) *'(.*)$/.exec(text);
    if (!found) return undefined;
    const name = found[1] ?? found[2] ?? '';
    if (!ports.has(name) && ports.size >= mostPorts) return [];
    const port = ports.get(name) ?? { exchange: atExchange(), pending: '' };
    ports.set(name, port);
    const bytes = decoded(found[4] ?? '');
    if (isFrame.test(bytes)) return sign('modem-in-data-mode', name);
    const ended = endOfCall.exec(bytes);
    if (ended) return endedFor(Number(ended[1]));
    const facts = found[3]?.endsWith('--') ? heard(port, bytes) : port.exchange.sent(bytes.trim());
    return facts.filter(isTelling);
  };
};

const sign = signBy('ModemManager');
/** A frame of PPP where an answer was awaited: its flag, and what is escaped in its head. */
const isFrame = /~[^~]{0,2}\}#[^~]{0,2}!\}/;
/** Ericsson's report that a call ended, with the network's cause as TS 24.008 numbers it. */
const endOfCall = /\*E2NAP: ?0, ?(\d{1,3})/;
const endedFor = (cause: number): readonly ReadFact[] => {
  const detail = `cause ${cause}`;
  if (cause === 27 || cause === 33) return sign('apn-refused', detail);
  if (cause === 29) return sign('user-refused', detail);
  return cause === 8 || (cause >= 26 && cause <= 38) ? sign('context-refused', detail) : [];
};

interface Port {
  readonly exchange: AtExchange;
  pending: string;
}
const mostPorts = 16;
const longestPending = 4096;

const heard = (port: Port, bytes: string): readonly ReadFact[] => {
  const lines = (port.pending + bytes).split(/[\r\n]/);
  port.pending = (lines.pop() ?? '').slice(-longestPending);
  return lines.filter((line) => line.trim() !== '').flatMap((line) => port.exchange.heard(line.trim()));
};

const decoded = (shown: string): string =>
  shown
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/'\s*$/, '')
    .replace(/<CR>/gi, '\r')
    .replace(/<LF>/gi, '\n')
    .replace(/\\(\d{1,3})/g, (_, code: string) => String.fromCharCode(Number(code)));

/** ModemManager asks every modem for everything: that a command was not known there tells nothing, if it is not one that a call needs. */
const isTelling = (fact: ReadFact): boolean =>
  (fact.fact !== 'at.sent' && fact.fact !== 'at.replied') ||
  /^AT(?:D|\+(?:CPIN|CREG|CGREG|CEREG|CSQ|CGDCONT|CGACT)\b)/i.test(fact.command);
