import type { Place } from '../../facts/fact.js';
import type { ReadFact } from '../reader.js';
import { definesContext } from './lint/context.js';
import { contextDialled, isCdmaNumber, lintNumber } from './lint/number.js';
import { flawAt, type Setting } from './setting.js';
import { isApnKey, neededKeys } from './wvdial-keys.js';

export interface WvdialEntry {
  readonly setting: Setting;
  readonly isKnown: boolean;
  /** The data context that its command defines. */
  readonly context: number | undefined;
}
export interface WvdialSection {
  readonly name: string;
  readonly at: Place;
  readonly entries: WvdialEntry[];
  readonly commented: { readonly key: string; readonly at: Place }[];
}

/** What is wrong with a wvdial.conf as a whole, or that nothing is. */
export const lintWvdial = (sections: readonly WvdialSection[], called: readonly string[]): readonly ReadFact[] => {
  const entries = sections.flatMap((section) => section.entries);
  if (entries.length < 3) return [];
  const dialled = sectionsDialled(sections, called);
  const flaws = [
    ...lintSections(sections, called),
    ...lintNeeded(sections, dialled),
    ...lintContext(sections, dialled),
  ];
  const isWhole = flaws.length === 0 && dialled.some((name) => hasAll(inherited(sections, name)));
  const at = sections[0]?.at;
  const told: readonly ReadFact[] =
    isWhole && at ? [{ fact: 'sign.seen', sign: 'config-complete', by: 'wvdial.conf', at }] : flaws;
  return [...told, ...repeatedInits(inherited(sections, dialled[0] ?? defaults))];
};

const repeatedInits = (entries: ReadonlyMap<string, WvdialEntry>): readonly ReadFact[] => {
  const sent = new Set(entries.has('Init1') || entries.has('Init') ? [] : ['ATZ']);
  return [...entries.values()]
    .filter(({ setting }) => /^Init/.test(setting.key))
    .toSorted((one, other) => one.setting.key.localeCompare(other.setting.key))
    .flatMap(({ setting }) => {
      const command = setting.value.toUpperCase();
      const isRepeated = sent.has(command);
      sent.add(command);
      return isRepeated ? [flawAt(setting, 'init-repeated')] : [];
    });
};

const defaults = 'dialer defaults';
const nameOf = ({ name }: WvdialSection): string => name.toLowerCase();

/** Those that are called by name, or else any that could be. */
const sectionsDialled = (sections: readonly WvdialSection[], called: readonly string[]): readonly string[] => {
  const names = called
    .map((name) => `dialer ${name.toLowerCase()}`)
    .filter((name) => sections.some((it) => nameOf(it) === name));
  return names.length > 0 ? names : [...new Set([defaults, ...sections.map(nameOf)])];
};

/** The entries that count for a section, by key: later lines win over earlier ones, its own over the Defaults. */
const inherited = (sections: readonly WvdialSection[], name: string): ReadonlyMap<string, WvdialEntry> => {
  const found = new Map<string, WvdialEntry>();
  const take = (of: string, depth: number): void => {
    const own = sections.filter((section) => nameOf(section) === of).flatMap(({ entries }) => entries);
    const parent = own.find(({ setting }) => setting.key === 'Inherits')?.setting.value;
    if (parent !== undefined && depth < 5) take(`dialer ${parent.replace(/^dialer\s+/i, '').toLowerCase()}`, depth + 1);
    for (const entry of own) if (entry.isKnown) found.set(entry.setting.key, entry);
  };
  take(defaults, 0);
  if (name !== defaults) take(name, 0);
  return found;
};

const hasAll = (entries: ReadonlyMap<string, WvdialEntry>): boolean => {
  const phone = entries.get('Phone')?.setting.value ?? '';
  const isSet = neededKeys.every((key) => (entries.get(key)?.setting.value ?? '') !== '');
  return (
    isSet &&
    lintNumber(phone).length === 0 &&
    (isCdmaNumber(phone) || [...entries.values()].some(({ context }) => context !== undefined))
  );
};

const lintSections = (sections: readonly WvdialSection[], called: readonly string[]): readonly ReadFact[] => {
  const names = sections.map(nameOf);
  const inherits = sections
    .flatMap(({ entries }) => entries)
    .filter(({ setting }) => setting.key === 'Inherits')
    .filter(({ setting }) => !names.includes(`dialer ${setting.value.replace(/^dialer\s+/i, '').toLowerCase()}`));
  const first = sections[0];
  const absent = called.filter((name) => !names.includes(`dialer ${name.toLowerCase()}`));
  return [
    ...inherits.map(({ setting }) => flawAt(setting, 'section-missing')),
    ...(first
      ? absent
          .slice(0, 1)
          .map((name) => flawAt({ tool: 'wvdial', key: `Dialer ${name}`, at: first.at }, 'section-missing'))
      : []),
  ];
};

/** What is needed to dial, and not there in any section that could be dialled. */
const lintNeeded = (sections: readonly WvdialSection[], dialled: readonly string[]): readonly ReadFact[] => {
  const whole = dialled.map((name) => inherited(sections, name));
  const base = sections.find((section) => nameOf(section) === defaults) ?? sections[0];
  if (base === undefined) return [];
  // Of a file without its Defaults, only a part is shown.
  const isExcerpt = nameOf(base) !== defaults;
  return neededKeys.flatMap((key) => {
    const found = whole.flatMap((entries) => entries.get(key) ?? []);
    if (found.some(({ setting }) => isFilled(setting.value))) return [];
    const [empty] = found;
    if (empty) return [flawAt(empty.setting, 'key-empty')];
    const isMisspelt = sections.some(({ entries }) =>
      entries.some(({ setting, isKnown }) => !isKnown && setting.key === key),
    );
    if (isMisspelt) return [];
    const commented = sections.flatMap((section) => section.commented).find((it) => it.key === key);
    if (commented)
      return [
        flawAt(
          { tool: 'wvdial', key, at: commented.at },
          'key-commented-out',
          key === 'Phone' ? 'Phone = *99#' : undefined,
        ),
      ];
    return isExcerpt ? [] : [flawAt({ tool: 'wvdial', key, at: base.at }, 'key-missing')];
  });
};

const isFilled = (value: string): boolean =>
  value !== '' &&
  !/^(["'])\s*\1$/.test(value) &&
  !/^<\s*(?:Target Phone Number|Your Login Name|Your Password)\s*>$/i.test(value);

const lintContext = (sections: readonly WvdialSection[], dialled: readonly string[]): readonly ReadFact[] => {
  const wholes = dialled.map((name) => inherited(sections, name));
  const numbers = wholes.flatMap((entries) => entries.get('Phone') ?? []);
  const number = numbers.at(-1)?.setting;
  if (number === undefined) return [];
  const defined = wholes.flatMap((entries) => [...entries.values()]).filter(({ context }) => context !== undefined);
  const isGsm = contextDialled(number.value) !== undefined;
  if (defined.length === 0) return isGsm ? lostContext(sections, number) : [];
  const odd = isCdmaNumber(number.value) ? [flawAt(number, 'cdma-number-with-apn', numberLine(number, '*99#'))] : [];
  return [...odd, ...contextNumber(number, defined), ...resetAfter(wholes, defined)];
};

/** No APN counts: a line with one may have been overridden, or commented out, or there is none. */
const lostContext = (sections: readonly WvdialSection[], number: Setting): readonly ReadFact[] => {
  const all = sections.flatMap(({ entries }) => entries);
  const lost = all.find(({ context, isKnown }) => context !== undefined && isKnown);
  if (lost) return [flawAt(lost.setting, 'apn-line-lost')];
  if (all.some(({ context }) => context !== undefined)) return [];
  const invented = all.find(({ setting }) => isApnKey(setting.key) && setting.value !== '');
  if (invented) return [flawAt(invented.setting, 'apn-key-invented', initFor(invented.setting, all))];
  const off = sections.flatMap(({ commented }) => commented).findLast(({ at }) => definesContext(at.text));
  return [
    off
      ? flawAt({ tool: 'wvdial', key: off.key, at: off.at }, 'key-commented-out', off.at.text.replace(/^[;#]+\s*/, ''))
      : flawAt(number, 'no-apn'),
  ];
};

/** The same as an Init line, under a number that no other has. */
const initFor = ({ value }: Setting, entries: readonly WvdialEntry[]): string | undefined => {
  const used = entries.map(({ setting }) => setting.key);
  const free = [5, 6, 7, 8, 9, 4, 3, 2].find((number) => !used.includes(`Init${number}`));
  const apn = value.replace(/^(["'])(.*)\1$/, '$2');
  return free === undefined || !/^[\w.-]+$/.test(apn) ? undefined : `Init${free} = AT+CGDCONT=1,"IP","${apn}"`;
};

const contextNumber = (number: Setting, defined: readonly WvdialEntry[]): readonly ReadFact[] => {
  const cid = contextDialled(number.value);
  const [first] = defined;
  if (cid === undefined || first?.context === undefined || defined.some(({ context }) => context === cid)) return [];
  if (lintNumber(number.value).length > 0) return [];
  return [flawAt(number, 'context-not-defined', numberLine(number, `*99***${first.context}#`))];
};

const numberLine = ({ at, value }: Setting, better: string): string => at.text.replace(value, () => better);

/** ATZ in an Init line behind the one with the APN. */
const resetAfter = (
  wholes: readonly ReadonlyMap<string, WvdialEntry>[],
  defined: readonly WvdialEntry[],
): readonly ReadFact[] => {
  const order = ({ setting }: WvdialEntry): number => Number(/^Init(\d)/.exec(setting.key)?.[1] ?? '1');
  const last = Math.max(...defined.map(order));
  const reset = wholes
    .flatMap((entries) => [...entries.values()])
    .find(
      (entry) => /^Init/.test(entry.setting.key) && order(entry) > last && /^AT\s*(?:Z|&F)/i.test(entry.setting.value),
    );
  return reset ? [flawAt(reset.setting, 'reset-after-apn')] : [];
};
