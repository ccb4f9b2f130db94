import { atExchange } from '../at/at-exchange.js';
import type { InputKind, LogLine, MakeReader, ReadFact } from '../reader.js';
import { readByPatterns } from '../reader.js';
import { comgtReader } from './comgt.js';
import { guiWords } from './gui-words.js';
import { transcriptReader } from './transcript.js';
import { wvdialReader } from './wvdial.js';
import { wvdialconfReader } from './wvdialconf.js';

/**
 * Dialogues with modems: wvdial and the programs around it, comgt, GUIs, and a terminal in which somebody types AT commands. They share one
 * exchange: what the modem says between two lines of wvdial's is an answer to the first.
 */
export const diallerReader: MakeReader = () => {
  const modem = atExchange();
  const wvdial = wvdialReader(modem);
  const conf = wvdialconfReader();
  const comgt = comgtReader();
  const transcript = transcriptReader(modem);
  let kind: InputKind = 'wvdial';

  const read = (given: LogLine): readonly ReadFact[] | undefined => {
    if (given.program !== undefined && others.has(given.program)) return undefined;
    const line = { ...given, text: withoutWrapping(given.text) };
    if (line.text === '') return undefined;
    const asked: readonly (readonly [InputKind, (it: LogLine) => readonly ReadFact[] | undefined])[] = [
      ['wvdial', conf],
      ['wvdial', wvdial.read],
      ['comgt', comgt],
      ['wvdial', (it) => readByPatterns(guiWords, it)],
      ['at', (it) => transcript(it, wvdial.listens())?.map(wvdial.afterwards)],
    ];
    for (const [name, reader] of asked) {
      const told = reader(line);
      if (told === undefined) continue;
      kind = name === 'at' && wvdial.listens() ? 'wvdial' : name;
      return told;
    }
    return undefined;
  };
  return {
    get kind() {
      return kind;
    },
    read,
  };
};

/** What a window's log and OpenWrt's scripts put around a line. */
const withoutWrapping = (text: string): string =>
  text.trim().replace(/^(?:GNOME PPP: STD(?:ERR|OUT): *|\w{1,16} \(\d{1,6}\): *)/, '');

/** Who speaks of modems in a log of their own, and is read elsewhere. */
const others: ReadonlySet<string> = new Set([
  'kernel',
  'pppd',
  'chat',
  'networkmanager',
  'modemmanager',
  'modem-manager',
  'usb_modeswitch',
  'dhcpcd',
  'dhclient',
  'udevd',
  'systemd',
]);
