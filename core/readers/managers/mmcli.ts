import { type LogLine, type MakeReader, placeOf, type ReadFact } from '../reader.js';
import { signBy } from '../sign.js';
import { errorFacts, shownError } from './error-words.js';
import { modemFacts, type Shown } from './mmcli-facts.js';

/** What mmcli prints: its tables (boxes of every version, or `key: value`), its lists and its errors. */
export const mmcliReader: MakeReader = () => {
  /** The table at hand, and the section of it: it tells as a whole. */
  let shown = new Map<string, Shown>();
  let section = '';
  let inTable = false;

  const flush = (): readonly ReadFact[] => {
    const facts = modemFacts(shown);
    shown = new Map();
    section = '';
    return facts;
  };
  const row = (line: LogLine): readonly ReadFact[] | undefined => {
    const pairs = keyValue.exec(line.text);
    const cells = pairs ?? box.exec(line.text);
    if (!cells) return undefined;
    const [, title = '', key = '', value = ''] = pairs ? ['', '', pairs[1] ?? '', pairs[2]] : cells;
    const named = title.trim().toLowerCase();
    if (named !== '' && !sections.has(named)) return undefined;
    if (named === '' && !inTable && !pairs) return undefined;
    inTable = true;
    const before = named === 'general' || named === 'hardware' || /(?:^|\.)dbus-path$/.test(key) ? startOf(named) : [];
    if (named !== '') section = named;
    const name = pairs ? key.trim() : `${section}.${key.trim().toLowerCase()}`;
    if (!shown.has(name) && shown.size < mostRows) shown.set(name, { value: plain(value), at: placeOf(line) });
    return before;
  };
  const startOf = (named: string): readonly ReadFact[] =>
    named === 'hardware' && section === 'general' ? [] : flush();

  return {
    kind: 'mmcli',
    read: (line) => {
      const facts = row(line);
      if (facts) return facts;
      if (inTable && /^-{8,}$/.test(line.text)) return [];
      if (inTable && /^\|/.test(line.text)) return [];
      return words(line.text);
    },
    end: flush,
  };
};

const mostRows = 200;
/** `Status   |  state: 'locked'`, `|  lock: sim-pin`; colours are taken off before, or by `plain`. */
const box = /^([A-Za-z0-9][A-Za-z0-9 ]{0,24}?)? *\| +([A-Za-z0-9][A-Za-z0-9 /.-]{0,40}?) *: +(.*)$/;
/** `mmcli -K`: `modem.generic.state : locked`. */
const keyValue = /^((?:modem|bearer|sim)\.[a-z0-9.-]{2,60}) *: *(.*)$/;
const sections = new Set(
  'general,hardware,system,numbers,status,modes,bands,ip,3gpp,3gpp eps,3gpp 5gnr,3gpp ussd,cdma,sim,bearer,properties,ipv4 configuration,ipv6 configuration,statistics,location,time,firmware,messaging,voice,signal,connection'.split(
    ',',
  ),
);

const plain = (value: string): string =>
  value
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one
    .replace(/\u001b?\[\d{1,2}(?:;\d{1,2})*m/g, '')
    .trim()
    .replace(/^'([^']*)'/, '$1');

const by = 'mmcli';
const sign = signBy(by);

const words = (text: string): readonly ReadFact[] | undefined => {
  if (/No modems (?:were )?found|error: couldn't find modem/i.test(text)) return sign('no-modem-listed');
  if (
    /^Found \d+ modems?:|\/org\/freedesktop\/ModemManager1?\/Modems?\/\d+ \[|^successfully (?:connected|enabled|disabled|disconnected|sent PIN|registered|created)/i.test(
      text,
    )
  ) {
    return /^successfully connected/i.test(text)
      ? sign('call-connected')
      : /^successfully sent PIN/i.test(text)
        ? sign('sim-unlocked')
        : [];
  }
  const refused = /^error: command failed: *(.*)$/i.exec(text)?.[1];
  if (refused !== undefined) return errorFacts(by, refused) ?? [];
  const failed =
    /error: couldn't (connect|enable|create new bearer|send PIN|register|initialize|set power|get the modem|reset)[^:]*: *(.*)$/i.exec(
      text,
    );
  if (!failed) return undefined;
  const [, what = '', said = ''] = failed;
  const meant = errorFacts(by, said);
  if (/send PIN/i.test(what)) return meant ?? sign('pin-refused', shownError(said));
  if (/connect|bearer/i.test(what))
    return [...sign('activation-failed', shownError(said)), ...(meant ?? sign('call-failed', shownError(said)))];
  return meant ?? sign('init-failed', shownError(said));
};
