import type { MakeReader, ReadFact } from '../reader.js';
import { signBy } from '../sign.js';

const sign = signBy('rfkill');

/** `rfkill list`: in blocks of three lines, or as a table. */
export const rfkillReader: MakeReader = () => {
  let name: string | undefined;
  let isTable = false;

  return {
    kind: 'system',
    read: ({ text }) => {
      const head =
        /^\d{1,3}: ([^:]{1,60}): (Wireless WAN|Wireless LAN|Bluetooth|GPS|UWB|WiMAX|FM|NFC|Ultra-Wideband)$/i.exec(
          text,
        );
      if (head) {
        name = /WAN$/i.test(head[2] ?? '') ? head[1] : '';
        return [];
      }
      // Both in one line, where a page lost its line breaks.
      const blocks = /^(?:(?:Soft|Hard) blocked: *(?:yes|no)\s*)+$/i.test(text)
        ? [...text.matchAll(/(Soft|Hard) blocked: *(yes|no)/gi)]
        : [];
      if (blocks.length > 0 && name !== undefined) {
        const [by] = blocks.filter(([, , is = '']) => /yes/i.test(is)).map(([, how = '']) => how.toLowerCase());
        return name !== '' && by !== undefined ? sign('radio-off', `${name}, ${by}`) : [];
      }
      if (/^ID +TYPE +DEVICE +SOFT +HARD$/.test(text)) {
        isTable = true;
        return [];
      }
      const row = isTable ? /^\d{1,3} +(\S+) +(\S+) +(\S+) +(\S+)$/.exec(text) : undefined;
      return row ? blocked(row[1] ?? '', row[2] ?? '', `${row[3]} ${row[4]}`) : undefined;
    },
  };
};

const blocked = (type: string, name: string, state: string): readonly ReadFact[] =>
  /^wwan$/i.test(type) && /(?:^| )blocked/i.test(state) ? sign('radio-off', name) : [];
