import { type LogLine, type MakeReader, placeOf, type ReadFact } from '../reader.js';
import { meant } from './lint/near.js';
import { lintPort } from './lint/port.js';
import { plainQuotes } from './lint/repairs.js';
import { type Option, type OptionLine, optionsOn } from './option-line.js';
import { isCommonWord, optionNames } from './ppp-option-names.js';
import { lintBlock, type OptionBlock } from './ppp-options-lint.js';
import { flawAt, mostSettings, settingAt, told } from './setting.js';

/** pppd's options and peers files. Their lines are plain words, so two of them have to stand together before they are believed. */
export const pppOptions: MakeReader = () => {
  const blocks: OptionBlock[] = [];
  let block: OptionBlock = { settings: [], commented: [], flaws: [] };
  let waiting: ReadFact[] = [];
  let strong = 0;
  let lines = 0;
  const isProved = (): boolean => strong > 0 && lines > 1;

  const close = (): void => {
    if (isProved() && blocks.length < mostBlocks) blocks.push(block);
    block = { settings: [], commented: [], flaws: [] };
    waiting = [];
    strong = 0;
    lines = 0;
  };
  /** Facts of lines that have waited come out with the line that proves them. */
  const proved = (facts: readonly ReadFact[]): readonly ReadFact[] => {
    waiting.push(...facts);
    if (!isProved()) return [];
    const out = waiting;
    waiting = [];
    return out;
  };
  const keep = (line: LogLine, { options }: OptionLine): readonly ReadFact[] => {
    const open = openQuote(line);
    if (open) block.flaws.push(open);
    return [...options.flatMap((option) => set(line, option)), ...(open ? [open] : [])];
  };
  const set = (line: LogLine, { key, value }: Option): readonly ReadFact[] => {
    if (block.settings.length >= mostSettings) return [];
    const setting = settingAt(line, { tool: 'pppd', key, value });
    block.settings.push(setting);
    return told(setting, key === 'device' ? lintPort(value) : []);
  };
  const odd = (line: LogLine, parsed: OptionLine): readonly ReadFact[] | undefined => {
    const flaw = isProved() ? flawOf(line, parsed) : undefined;
    if (flaw === undefined) return isDumped(line.text) && isProved() ? keep(line, parsed) : undefined;
    block.flaws.push(flaw);
    return [...keep(line, parsed), flaw];
  };

  return {
    kind: 'ppp-options',
    read: (line) => {
      if (line.program !== undefined) return undefined;
      const { text } = line;
      if (text === '') return undefined;
      if (text.startsWith('#')) {
        const commented = lines > 0 ? optionsOn(text.replace(/^#+\s*/, '')) : undefined;
        if (commented && commented.unknown === undefined && commented.options.length === 1)
          block.commented.push({ key: commented.options[0]?.key ?? '', at: placeOf(line) });
        return isProved() ? [] : undefined;
      }
      const parsed = text.length > 400 ? { options: [], unknown: text } : optionsOn(text);
      if (parsed.unknown !== undefined || parsed.lacking !== undefined || parsed.options.length === 0) {
        const told = odd(line, parsed);
        if (told === undefined && !isInterlude(text)) close();
        return told;
      }
      lines += 1;
      const isStrong = parsed.options.some(({ key, value }) => isOurs(key, value));
      if (isStrong) strong += 1;
      const out = proved(keep(line, parsed));
      return strong > 0 ? out : undefined;
    },
    end: () => {
      close();
      return blocks.flatMap(lintBlock);
    },
  };
};

const mostBlocks = 20;

const isOurs = (key: string, value: string): boolean =>
  key === 'connect'
    ? /chat|gcom|comgt/.test(value)
    : !(key === 'device' || key === 'speed' || key === 'address' || isCommonWord(key));

/** Something that a shell or a post puts between two options and that ends nothing. */
const isInterlude = (text: string): boolean => /^[-=_*~]{3,}$/.test(text);

/** As pppd's option `dump` shows them, with where each came from, but without quotes. */
const isDumped = (text: string): boolean => /#\s*\(from /.test(text);

/** A value whose quote is never closed takes all that follows into itself. A backslash at the end goes on in the next line on purpose. */
const openQuote = (line: LogLine): ReadFact | undefined => {
  const open = /^([a-z][\w-]*)\s+(["'])((?:(?!\2).)*)(?<!\\)$/.exec(line.text);
  if (!open || isDumped(line.text)) return undefined;
  const [, key = '', quote = '', value = ''] = open;
  return flawAt(settingAt(line, { tool: 'pppd', key, value }), 'quote-left-open', `${line.text}${quote}`);
};

/** A line of a file of options that pppd would refuse. */
const flawOf = (line: LogLine, { options, unknown, lacking }: OptionLine): ReadFact | undefined => {
  const { text } = line;
  if (isDumped(text)) return undefined;
  const at = placeOf(line);
  const tool = 'pppd';
  if (lacking !== undefined) return flawAt({ tool, key: lacking, at }, 'option-without-value');
  const connect = /^(connect|disconnect|pty|init)\s+([^"'\s].*\s.*)$/.exec(text);
  if (connect && options[0]?.key === connect[1])
    return flawAt(
      { tool, key: connect[1] ?? '', at },
      'connect-unquoted',
      `${connect[1]} '${connect[2]?.replaceAll("'", '"')}'`,
    );
  if (unknown === undefined) return undefined;
  if (/[“”„‘’]/.test(text) && optionsOn(plainQuotes(text)).unknown === undefined)
    return flawAt({ tool, key: options[0]?.key ?? unknown, at }, 'typographic-quotes', plainQuotes(text));
  const [name = '', ...value] = unknown.split('=');
  const near = meant(name, optionNames);
  const right = optionNames.includes(name)
    ? name
    : (sameLetters(name) ?? (near && isCommonWord(near) ? undefined : near));
  const spaced = [name, ...text.split(/\s+/).slice(1)].join('');
  const joined = text.includes(' ') && optionNames.includes(spaced) && spaced.length > 6 ? spaced : undefined;
  const isLikely = options.length > 0 || text.split(/\s+/).length <= 2;
  if ((right === undefined && joined === undefined) || !isLikely || !/^[-+\w]{3,}$/.test(name)) return undefined;
  const better = joined ?? text.replace(unknown, () => [right, ...value].join(' ').trim());
  return flawAt({ tool, key: right ?? unknown, at }, 'option-unknown', better);
};

/** `Noauth`, `no-auth`, `lcp_echo_failure`: the option with the same letters. */
const sameLetters = (name: string): string | undefined => letters.get(lettersOf(name));
const lettersOf = (name: string): string => name.toLowerCase().replace(/[-_+]/g, '');
const letters = new Map(optionNames.filter((name) => /^[a-z]/.test(name)).map((name) => [lettersOf(name), name]));
