import { type Fault, faultsBy } from './fault.js';

/** What is wrong with the path of a port. */
export const lintPort = (path: string): readonly Fault[] => {
  if (/\/(?:cdc-wdm|wwan|usb|eth|sr|sd[a-z])\w*$/.test(path)) return [{ flaw: 'device-not-serial' }];
  return faultsBy(
    [
      [
        'letter-for-digit',
        (text) =>
          text.replace(/(tty(?:USB|ACM|S|HS|XRUSB))[oOlI]$/i, (all, name) => name + (/[oO]$/.test(all) ? '0' : '1')),
      ],
      [
        'line-malformed',
        (text) =>
          text
            .replace(/^(?:\/?dev|\/dev\/dev)\/(?=tty)/, '/dev/')
            .replace(/^\/(?=tty(?:USB|ACM)\d)/, '/dev/')
            .replace(/(?<=^\/dev\/)tty(?:USB|ACM)(?=\d)/i, (name) => canonical(name)),
      ],
    ],
    path,
  );
};

/** The kernel's names are in capitals. */
const canonical = (name: string): string => (/usb/i.test(name) ? 'ttyUSB' : 'ttyACM');
