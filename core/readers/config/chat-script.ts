import { type LogLine, type MakeReader, placeOf, type ReadFact } from '../reader.js';
import { type ChatStep, lintScript } from './chat-lint.js';
import { type ChatWord, chatWords } from './chat-words.js';
import { contextOf } from './lint/context.js';
import { lintNumber } from './lint/number.js';
import { plainQuotes } from './lint/repairs.js';
import { lintInit } from './lint/value.js';
import { flawAt, mostSettings, settingAt, told } from './setting.js';

/** A chat script: in a file of its own, behind `chat` in a shell script, or in pppd's connect option. Two lines have to stand together before they are believed. */
export const chatScript: MakeReader = () => {
  const steps: ChatStep[] = [];
  /** What a connect option holds is told at the end: the line itself is pppd's. */
  const late: ReadFact[] = [];
  let waiting: ReadFact[] = [];
  let strong = 0;
  let lines = 0;
  let inShell = false;
  /** The line before ended in a backslash. */
  let isContinued = false;
  const isProved = (): boolean => strong > 0 && lines > 1;

  const take = (line: LogLine, words: readonly ChatWord[]): readonly ReadFact[] =>
    pairs(words).flatMap(({ expect, send }) => {
      if (steps.length >= mostSettings) return [];
      const setting = settingAt(line, {
        tool: 'chat',
        key: isSetting(expect.text) ? expect.text : 'send',
        value: send.text,
      });
      const step = { setting, expect: expect.text, context: contextOf(send.text.replaceAll('\\"', '"'))?.cid };
      steps.push(step);
      if (/^AT(?:$|[\\+&*DEZ^])/.test(expect.text)) return [flawAt(setting, 'command-awaited')];
      return isSetting(expect.text) ? told(setting) : told(setting, lintSend(send, inShell));
    });
  const close = (): void => {
    waiting = [];
    strong = 0;
    lines = 0;
    inShell = false;
    isContinued = false;
  };

  return {
    kind: 'chat-script',
    read: (line) => {
      if (line.program !== undefined || line.text === '' || line.text.length > 1000) return undefined;
      if (line.text.startsWith('#')) return isProved() ? [] : undefined;
      const inline = inlineScript(line.text);
      const text = (inline ?? line.text).replace(/\s*\\$/, '');
      if (inline !== undefined) inShell = true;
      if (inline !== undefined && text.trim() === '') {
        strong += 1;
        lines += 1;
        isContinued = true;
        return isPppdOption(line.text) ? undefined : [];
      }
      const { words, isBroken } = chatWords(text);
      const isStrong = inline !== undefined || isContinued || strongLine.test(text);
      isContinued = inShell && line.text.endsWith('\\');
      if (!isStrong && !weakLine.test(text)) {
        const isOurs =
          isProved() && (/^(?:AT|OK|CONNECT)\b|^["'\u2018-\u201f]/.test(text) || isSetting(words[0]?.text ?? ''));
        if (isOurs && /[\u2018-\u201f]/.test(text))
          return [
            flawAt({ tool: 'chat', key: 'send', at: placeOf(line) }, 'typographic-quotes', plainQuotes(line.text)),
          ];
        if (!isOurs) close();
        return isOurs ? [] : undefined;
      }
      lines += 1;
      if (isStrong) strong += 1;
      waiting.push(...lineFaults(line, words, isBroken), ...take(line, words));
      if (!isProved() && !(inline !== undefined && words.length >= 4))
        return isStrong && !isPppdOption(line.text) ? [] : undefined;
      const out = waiting;
      waiting = [];
      if (!isPppdOption(line.text)) return out;
      late.push(...out);
      return undefined;
    },
    end: () => [...late, ...(steps.length >= 3 ? lintScript(steps) : [])],
  };
};

/** What is written so in a chat script alone. */
const strongLine =
  /^(?:ABORT\s+["'\w\u2018-\u201f]|(?:''|"")\s+\S|SAY\s+["']|REPORT\s+["'\w]|CONNECT\s+(?:''|""|'\\[dc]|"\\[dc]|\\[dc])|(?:ECHO|HANGUP)\s+(?:ON|OFF)$|["']?(?:OK|CONNECT)-\S+-(?:OK|CONNECT)["']?(?:\s|$))/;
const weakLine =
  /^(?:TIMEOUT\s+\d+$|["']?OK["']?\s+(?:["'\u2018-\u201f]?\\?[dr]?AT|\\d)|["']?CONNECT["']?\s+\S+$|["']?\w+:--\w*:?["']?\s+\S+$)/;

const isSetting = (word: string): boolean =>
  /^(?:ABORT|CLR_ABORT|TIMEOUT|SAY|REPORT|CLR_REPORT|ECHO|HANGUP)$/.test(word);

/** The script behind a call of chat: `exec /usr/sbin/chat -v -t 60 ABORT BUSY …`, also within pppd's connect option. A script in a file of its own is none. */
const inlineScript = (text: string): string | undefined => {
  const found =
    /^(?:connect\s+["']?|exec\s+|sudo\s+){0,2}(?:\/[\w./-]*\/)?chat((?:\s+-[vVeEsSr]+|\s+-[tTUu]\s*\S+)*)\s+(?!-)(?=\\?$|["'A-Z])(.*)$/.exec(
      text,
    );
  if (found === null) return undefined;
  const script = found[2] ?? '';
  return /^connect\s+"/.test(text)
    ? script.replace(/"$/, '').replaceAll('\\"', '"')
    : /^connect\s+'/.test(text)
      ? script.replace(/'$/, '')
      : script;
};
const isPppdOption = (text: string): boolean => /^connect\s/.test(text);

interface Pair {
  readonly expect: ChatWord;
  readonly send: ChatWord;
}
const pairs = (words: readonly ChatWord[]): readonly Pair[] =>
  words.flatMap((expect, index) => {
    const send = words[index + 1];
    return index % 2 === 0 && send ? [{ expect, send }] : [];
  });

const lineFaults = (line: LogLine, words: readonly ChatWord[], isBroken: boolean): readonly ReadFact[] => {
  const at = placeOf(line);
  const tool = 'chat';
  const nested = /^(\S+\s+)"(AT[^"]*"[^"]*".*)"\s*\\?$/.exec(line.text);
  if (nested && (nested[2]?.includes('","') || nested[2]?.includes(',"')) && !nested[2].includes('\\"'))
    return [flawAt({ tool, key: 'send', at }, 'nested-quotes', `${nested[1]}'${nested[2]}'`)];
  if (isBroken) return [flawAt({ tool, key: words[0]?.text ?? '', at }, 'unbalanced-quotes')];
  const abort = /^(ABORT|REPORT)\s+(NO (?:CARRIER|DIALTONE|DIAL TONE|ANSWER)|DIALTONE TIMEOUT)\s*\\?$/.exec(line.text);
  return abort ? [flawAt({ tool, key: abort[1] ?? '', at }, 'abort-unquoted', `${abort[1]} '${abort[2]}'`)] : [];
};

/** What is wrong with a string to send. A shell takes plain quotes within a word away. */
const lintSend = ({ text, quote }: ChatWord, inShell: boolean) => {
  const dial = /^(AT\s*D[TP]?)\s*(.+)$/i.exec(text);
  const [, head = '', number = ''] = dial ?? [];
  if (dial)
    return lintNumber(number.replace(/\\[\w]$/, '')).map(({ flaw, better }) => ({
      flaw,
      ...(better === undefined ? {} : { better: head + better }),
    }));
  if (/(?<!\\)\^[A-Z]{2,}/.test(text))
    return [{ flaw: 'caret-unescaped' as const, better: text.replace(/(?<!\\)\^(?=[A-Z]{2,})/g, '\\^') }];
  if (inShell && quote === '' && /,"/.test(text)) return [{ flaw: 'unquoted-apn' as const, better: `'${text}'` }];
  const plain = text.replaceAll('\\"', '"');
  return lintInit(plain).map(({ flaw, better }) => ({
    flaw,
    ...(better === undefined || plain !== text
      ? {}
      : { better: quote === '"' ? better.replaceAll('"', '\\"') : better }),
  }));
};
