import { type LogLine, type MakeReader, placeOf, type ReadFact } from '../reader.js';
import { contextOf } from './lint/context.js';
import type { Fault } from './lint/fault.js';
import { meant } from './lint/near.js';
import { lintNumber } from './lint/number.js';
import { lintPort } from './lint/port.js';
import { lintSpeed } from './lint/speed.js';
import { lintInit } from './lint/value.js';
import { flawAt, mostSettings, settingAt, told } from './setting.js';
import { isApnKey, wvdialKey, wvdialKeys } from './wvdial-keys.js';
import { commentedSetting, settingsOn } from './wvdial-line.js';
import { lintWvdial, type WvdialEntry, type WvdialSection } from './wvdial-lint.js';

/** wvdial.conf, as a file or pasted into a post: from a section's name, or a line that only wvdial writes so, as far as settings go on. */
export const wvdialConf: MakeReader = () => {
  const sections: WvdialSection[] = [];
  const called: string[] = [];
  let inside = false;
  let count = 0;

  const open = (name: string, line: LogLine): void => {
    sections.push({ name, at: placeOf(line), entries: [], commented: [] });
    inside = true;
  };
  const section = (line: LogLine): WvdialSection => {
    if (sections.length === 0 || !inside) open('Dialer Defaults', line);
    return sections.at(-1) as WvdialSection;
  };
  const take = (key: string, value: string, line: LogLine): readonly ReadFact[] => {
    count += 1;
    if (count > mostSettings) return [];
    const known = wvdialKey(key) ?? wvdialKey(key.replace(/\s+/g, ''));
    const right = known ?? meant(key, wvdialKeys);
    const into = section(line);
    const setting = settingAt(line, { tool: 'wvdial', section: into.name, key: right ?? key, value });
    const entry: WvdialEntry = { setting, isKnown: wvdialKey(key) !== undefined, context: contextOf(value)?.cid };
    into.entries.push(entry);
    // Of no effect, so it must not look like an APN that is set: what it means is told at the end.
    if (isApnKey(key)) return [];
    const misspelt = entry.isKnown || right === undefined ? [] : [{ ...setting, key: right }];
    return [
      ...(entry.isKnown || right === undefined
        ? told(setting, right === undefined ? lintUnknown(key, value) : lint(setting.key, value))
        : []),
      ...misspelt.map((it) =>
        flawAt(it, 'key-misspelt', isInit(key) ? undefined : it.at.text.replace(key, () => right ?? key)),
      ),
    ];
  };

  return {
    kind: 'wvdial-conf',
    read: (line) => {
      const { text } = line;
      const run = /[#$]\s+(?:sudo\s+)?wvdial(?:\s+-\S+)*\s+([A-Za-z][\w.-]*)\s*&?$/.exec(line.raw);
      if (run?.[1] !== undefined && called.length < 20) called.push(run[1]);
      const header = sectionName(text);
      if (header) {
        open(header.name, line);
        return [
          ...(header.better === undefined
            ? []
            : [flawAt({ tool: 'wvdial', key: header.name, at: placeOf(line) }, 'section-malformed', header.better)]),
          ...settingsOn(header.rest).flatMap(([key, value]) => take(key, value, line)),
        ];
      }
      if (text === '') return undefined;
      const commented = commentedSetting(text);
      if (inside && /^[;#]/.test(text)) {
        if (commented !== undefined)
          section(line).commented.push({
            key: commented,
            at: settingAt(line, { tool: 'wvdial', key: commented, value: text.split('=').slice(1).join('=').trim() })
              .at,
          });
        return [];
      }
      const settings = settingsOn(text);
      const isOurs = settings.length > 0 && (inside || settings.some(([key]) => isOurOwn(key)));
      if (isOurs) return settings.flatMap(([key, value]) => take(key, value, line));
      const lacking = inside ? withoutEquals(text) : undefined;
      if (lacking !== undefined)
        return [flawAt(settingAt(line, { tool: 'wvdial', ...lacking }), 'line-malformed', lacking.better)];
      inside = false;
      return undefined;
    },
    end: () => lintWvdial(sections, called),
  };
};

/** An Init line of a number that wvdial does not send; which one is free, this line does not say. */
const isInit = (key: string): boolean => /^Init\s*\d+$/i.test(key);

/** Keys that nobody else writes like this, in front of `=`. */
const isOurOwn = (key: string): boolean =>
  /^(?:Init[1-9]|Stupid Mode|Dial Command|Modem Type|Carrier Check|New PPPD|Auto Reconnect|Dial Attempts|Check Def Route|Abort on No Dialtone|Ask Password)$/i.test(
    key,
  );

const lint = (key: string, value: string): readonly Fault[] => {
  if (/^Init\d?$/.test(key)) return /^AT\s*D[TP]?\s*[*#]/i.test(value) ? [{ flaw: 'dial-in-init' }] : lintInit(value);
  if (/^(?:Dial Prefix|Area Code)$/.test(key)) return value === '' ? [] : [{ flaw: 'prefix-before-number' }];
  if (/^Phone\d?$/.test(key)) return value === '' || value.startsWith('<') ? [] : lintNumber(value);
  if (key === 'Modem') return lintPort(value);
  if (key === 'Baud') return lintSpeed(value);
  if (key === 'Dial Command')
    return /^AT\s*D[TP]?.*[*#]\d/i.test(value) ? [{ flaw: 'number-with-command', better: 'ATDT' }] : [];
  return [];
};

/** A key that wvdial does not know and nobody can guess: it matters only if it was to set the APN. */
const lintUnknown = (key: string, value: string): readonly Fault[] =>
  contextOf(value) === undefined && !/^init/i.test(key) ? [] : [{ flaw: 'key-misspelt' }];

const sectionName = (
  text: string,
): { readonly name: string; readonly better?: string; readonly rest: string } | undefined => {
  const found = /^(\[?)\s*(Diall?er)\s*([\w. +&-]{0,40}?)\s*(\]?)(?=$|\s*\w+[\w ]*=|\s*[;#])/i.exec(text);
  if (found === null || (found[1] === '' && found[4] === '')) return undefined;
  const [whole, left, word, name = ''] = found;
  const rest = text.slice(whole.length).trim();
  const right =
    /^default$/i.test(name) || (name !== 'Defaults' && meant(name, ['Defaults']) !== undefined) ? 'Defaults' : name;
  const isRight = left === '[' && found[4] === ']' && right === name && /^dialer$/i.test(word ?? '') && name !== '';
  const better = `[Dialer ${right || 'Defaults'}]`;
  return { name: `Dialer ${right}`, rest, ...(isRight ? {} : { better }) };
};

/** `Phone *99#`, `Phone: *99#`: a key of ours in front of a value, and no equals sign. */
const withoutEquals = (
  text: string,
): { readonly key: string; readonly value: string; readonly better: string } | undefined => {
  const found =
    /^(Init[1-9]?|Phone|Username|Password|Modem|Baud|Stupid Mode|Dial Command|Modem Type)\s*(?::|\s|$)\s*(.*)$/i.exec(
      text,
    );
  if (found === null || text.length > 120) return undefined;
  const [, key = '', value = ''] = found;
  const isLikely =
    /^(?:AT|[*#]\d|\/dev\/|\d+$|on$|off$|yes$|no$|$)/i.test(value) || /^(?:Username|Password)$/i.test(key);
  return isLikely && value.split(' ').length < 8 ? { key, value, better: `${key} = ${value}` } : undefined;
};
