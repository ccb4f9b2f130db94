import type { LogLine, ReadFact } from '../reader.js';

/** wvdialconf's search for a modem: `ttyUSB0<*1>: ATQ0 V1 E1 -- OK`. */
export const wvdialconfReader = (): ((line: LogLine) => readonly ReadFact[] | undefined) => {
  let ports = new Set<string>();
  const scanned = (name: string): readonly ReadFact[] => {
    if (/^tty(?:USB|ACM)|^rfcomm|^noz/i.test(name) && ports.size < mostPorts) ports.add(name);
    return [];
  };
  return ({ text }) => {
    if (/^Scanning your serial ports for a modem/i.test(text)) {
      ports = new Set();
      return [];
    }
    const port = /^(?:Wv)?(tty\w{1,12}|rfcomm\d+|noz\d+|modem)<[^>]{0,8}>: /i.exec(text);
    if (port) return scanned(port[1] ?? '');
    if (/^(?:Modem )?Port Scan<[^>]{0,8}>: /i.test(text) || /^Editing [`'"]?\S*wvdial\.conf/i.test(text)) return [];
    if (/^Sorry, no modem was detected/i.test(text))
      return [
        {
          fact: 'sign.seen',
          sign: ports.size > 0 ? 'no-port-answered' : 'no-modem-found',
          by: 'wvdialconf',
          ...(ports.size > 0 ? { detail: [...ports].join(', ') } : {}),
        },
      ];
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
