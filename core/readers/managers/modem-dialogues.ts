import { type AtExchange, atExchange } from '../dialler/at-exchange.js';
import type { ReadFact } from '../reader.js';

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
    const facts = found[3]?.endsWith('--') ? heard(port, bytes) : port.exchange.sent(bytes.trim());
    return facts.filter(isTelling);
  };
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
    .replace(/<LF>/gi, '\n');

/** ModemManager asks every modem for everything: that a command was not known there tells nothing, if it is not one that a call needs. */
const isTelling = (fact: ReadFact): boolean =>
  (fact.fact !== 'at.sent' && fact.fact !== 'at.replied') ||
  /^AT(?:D|\+(?:CPIN|CREG|CGREG|CEREG|CSQ|CGDCONT|CGACT)\b)/i.test(fact.command);
