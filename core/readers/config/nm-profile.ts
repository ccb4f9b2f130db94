import { type LogLine, type MakeReader, placeOf, type ReadFact } from '../reader.js';
import { lintApn } from './lint/apn.js';
import type { Fault } from './lint/fault.js';
import { contextDialled, isCdmaNumber, lintNumber } from './lint/number.js';
import { flawAt, mostSettings, type Setting, settingAt, told } from './setting.js';

/** A profile of NetworkManager as its keyfile says it: sections in brackets, `key=value`. */
export const nmProfile: MakeReader = () => {
  const settings: Setting[] = [];
  let section: string | undefined;
  let opened: { readonly name: string; readonly line: LogLine } | undefined;

  return {
    kind: 'nm-profile',
    read: (line) => {
      const { text } = line;
      const name = /^\[([a-z0-9][\w-]{1,30})\]$/.exec(text)?.[1];
      if (name !== undefined && sections.has(name)) {
        section = name;
        if (name === 'gsm' || name === 'cdma') opened = { name, line };
        return [];
      }
      if (section === undefined || text === '') return undefined;
      if (/^[#;]/.test(text)) return [];
      const found = /^([a-z0-9][\w.-]{0,40})\s*=(.*)$/.exec(text);
      if (found === null) {
        section = undefined;
        return undefined;
      }
      if (settings.length >= mostSettings) return [];
      const [, key = '', value = ''] = found;
      const setting = settingAt(line, { tool: 'NetworkManager', section, key, value: value.trim() });
      settings.push(setting);
      return told(setting, lint(section, key, value.trim()));
    },
    end: () => (opened ? lintProfile(settings, opened.name, opened.line) : []),
  };
};

const sections: ReadonlySet<string> = new Set(['connection', 'gsm', 'cdma', 'ppp', 'serial', 'ipv4', 'ipv6', 'proxy']);

const lint = (section: string, key: string, value: string): readonly Fault[] => {
  if (value === '') return [];
  if (section === 'gsm' && key === 'apn') return lintApn(value);
  return key === 'number' ? lintNumber(value) : [];
};

const lintProfile = (settings: readonly Setting[], type: string, line: LogLine): readonly ReadFact[] => {
  const value = (key: string): string => settings.find((it) => it.section === type && it.key === key)?.value ?? '';
  const at = placeOf(line);
  const isAutomatic = value('auto-config') === 'true';
  const number = settings.find((it) => it.section === type && it.key === 'number');
  if (type === 'gsm' && value('apn') === '' && !isAutomatic && !isCdmaNumber(value('number')))
    return [flawAt({ tool: 'NetworkManager', key: 'apn', at }, 'no-apn')];
  const isOdd =
    number !== undefined && (type === 'gsm' ? isCdmaNumber(number.value) : contextDialled(number.value) !== undefined);
  if (isOdd && number) return [flawAt(number, 'cdma-number-with-apn', type === 'gsm' ? 'number=*99#' : 'number=#777')];
  const isRight = settings.every((it) => lint(it.section ?? '', it.key, it.value).length === 0);
  return isRight ? [{ fact: 'sign.seen', sign: 'config-complete', by: 'profile', at }] : [];
};
