import { errorMeaning } from '../at/error-meaning.js';
import { type LogLine, placeOf, type ReadFact } from '../reader.js';

/** wvdialconf's search for a modem: `ttyUSB0<*1>: ATQ0 V1 E1 -- OK`. */
export const wvdialconfReader = (): ((line: LogLine) => readonly ReadFact[] | undefined) => {
  let ports = new Set<string>();
  /** What was asked of a port and refused; there is a modem, and no other word for it. */
  let refused: readonly ReadFact[] = [];
  const scanned = (name: string, said: string, line: LogLine): readonly ReadFact[] => {
    if (/^tty(?:USB|ACM)|^rfcomm|^noz/i.test(name) && ports.size < mostPorts) ports.add(name);
    const [, command = '', result = ''] = /^(AT.{1,60}?) -- .{0,80}?((?:\+CME )?ERROR\b.{0,40})$/i.exec(said) ?? [];
    if (result !== '') refused = errorMeaning(command, result).map((told) => ({ ...told, at: placeOf(line) }));
    return [];
  };
  return (line) => {
    const { text } = line;
    if (/^Scanning your serial ports for a modem/i.test(text)) {
      ports = new Set();
      refused = [];
      return [];
    }
    const port = /^(?:Wv)?(tty\w{1,12}|rfcomm\d+|noz\d+|modem)<[^>]{0,8}>: /i.exec(text);
    if (port) return scanned(port[1] ?? '', text.slice(port[0].length), line);
    if (/^(?:Modem )?Port Scan<[^>]{0,8}>: /i.test(text) || /^Editing [`'"]?\S*wvdial\.conf/i.test(text)) return [];
    if (/^Sorry, no modem was detected/i.test(text) && refused.length > 0) return refused;
    if (/^Sorry, no modem was detected/i.test(text))
      return [
        {
          fact: 'sign.seen',
          sign: ports.size > 0 ? 'no-port-answered' : 'no-modem-found',
          by: 'wvdialconf',
          ...(ports.size > 0 ? { detail: [...ports].join(', ') } : {}),
        },
      ];
    // In the words of who writes.
    if (
      /\bwvdialconf\b.{0,60}\b(?:no modem|not (?:find|found|detect)|finds nothing|found nothing|doesn'?t (?:find|see|detect))/i.test(
        text,
      )
    )
      return [{ fact: 'sign.seen', sign: 'no-modem-found', by: 'wvdialconf' }];
    const found = /^Found an? (?:USB )?modem on (\/dev\/[^\s,]+?)[.,]?(?:\s|$)/i.exec(text);
    if (found) return [{ fact: 'sign.seen', sign: 'modem-found', by: 'wvdialconf', detail: found[1] ?? '' }];
    return /^(?:Modem configuration written to|\S+ <Info>: New .?Modem|Is it in use by another program\?|Did you configure it properly with setserial|Please read the FAQ at|If you still have problems|and giving up\.|Using \S+ instead of)/i.test(
      text,
    )
      ? []
      : undefined;
  };
};

const mostPorts = 16;
