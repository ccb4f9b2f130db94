import type { Sign } from '../../facts/signs/index.js';
import { atExchange } from '../at/at-exchange.js';
import type { LogLine, Reader, ReadFact } from '../reader.js';
import { signBy } from '../sign.js';
import { chatSign } from './said.js';

/** chat's report (`-v`), in a syslog or on a terminal: what it sent and expected, what the modem said, and how it ended. */
export const chatReader = (): Pick<Reader, 'read'> => {
  const modem = atExchange();
  let script = noScript;

  const begin = (pid: string): readonly ReadFact[] => {
    const isSame = script.under && (pid === '' || pid === script.pid);
    if (isSame) return [];
    script = { ...noScript, under: true, pid, programs: script.programs };
    return [{ fact: 'run.started', by: 'chat', level: 2 }];
  };
  const over = (told: readonly ReadFact[]): readonly ReadFact[] => {
    script = { ...script, under: false };
    return told;
  };
  const heard = (words: string): readonly ReadFact[] => {
    const said = words.replaceAll('^M', '').replaceAll('^J', '').trim();
    if (said === '') return [];
    script = { ...script, alive: true, isWaiting: false };
    // Frames, and that the call is over, are what it says then.
    if (script.isHangUp) return [];
    if (said !== script.sent) script = { ...script, heard: true, refused: refusal.test(said) };
    return modem.heard(said);
  };
  const sent = (words: string): readonly ReadFact[] => {
    const command = words.replace(/(?:\^[MJ]|\\[rdcKpn])+/g, '').trim();
    if (command === '') return [];
    const isHangUp =
      script.sent === '' ? hangUp.test(command) : script.isHangUp && (hangUp.test(command) || /^ATZ?$/i.test(command));
    const isHurried = script.isWaiting && !isHangUp;
    script = { ...script, isHangUp, sent: command, refused: false, isWaiting: !isHangUp };
    if (isHangUp) return [];
    return [...(isHurried ? chatSign('chat-hurried', command) : []), ...modem.sent(command)];
  };
  const alarm = (): readonly ReadFact[] =>
    script.isHangUp ? [] : [...(script.refused ? [] : modem.silent()), ...chatSign(alarmSign(script), script.sent)];

  const read = (line: LogLine): readonly ReadFact[] | undefined => {
    const isChat = line.program === 'chat';
    if (!isChat && isOver.test(line.text)) {
      script = { ...script, under: false };
      return undefined;
    }
    const text = line.text.replace(/^chat(?:\[\d+\])?: */, '').replace(reportTime, '');
    const isScripts = beginning.test(text) || goingOn.test(text);
    if (!isScripts && !isChat && (!script.under || !script.programs.has(line.program))) return undefined;
    script = { ...script, programs: new Set([...script.programs, line.program]) };
    const pid = /\bchat\[(\d+)\]/.exec(line.raw)?.[1] ?? '';
    const begins = beginning.exec(text);
    if (begins) return [...begin(pid), ...(begins[1] === undefined ? [] : sent(begins[1]))];
    if (goingOn.test(text)) {
      const told = begin(pid);
      const expects = text.startsWith('expect (');
      script = { ...script, expects: script.expects || expects, isWaiting: script.isWaiting && !expects };
      return told;
    }
    if (text === 'alarm' || /-- (?:read|write) timed out$/.test(text)) return alarm();
    const failed = /^Failed(?: \((.*)\))?$/.exec(text);
    if (failed) return over(script.isHangUp ? [] : failedWith(failed[1] ?? ''));
    if (vanished.test(text))
      return chatSign(script.alive || !fromStart.test(text) ? 'port-vanished' : 'port-dead', text);
    if (/^(?:SIGTERM|SIGINT)/.test(text)) return over([]);
    const said = text.replace(/\s{0,20}-- (?:got it|failed|(?:read|write) failed: .*)\s{0,20}$/, '');
    if (isChat || looksHeard.test(said) || said !== text) return heard(said);
    return undefined;
  };
  return { read };
};

interface Script {
  readonly under: boolean;
  readonly pid: string;
  /** Who tells of it: chat, or whose output it is. */
  readonly programs: ReadonlySet<string | undefined>;
  /** The last command. */
  readonly sent: string;
  /** A command is out, and nothing was waited for or heard since. */
  readonly isWaiting: boolean;
  /** It has waited for a word that is not empty. */
  readonly expects: boolean;
  /** Something came back. */
  readonly alive: boolean;
  /** Something came back that was no echo. */
  readonly heard: boolean;
  /** The last thing that it said is that it refuses what was sent last. */
  readonly refused: boolean;
  /** It takes a call down, and tells nothing of how one is made. */
  readonly isHangUp: boolean;
}
const alarmSign = ({ heard, refused, sent, expects }: Script): Sign =>
  refused
    ? 'chat-deaf-to-error'
    : heard
      ? 'chat-alarm'
      : expects && sent === ''
        ? 'chat-heard-first'
        : 'chat-unanswered';

const noScript: Script = {
  under: false,
  pid: '',
  programs: new Set(),
  sent: '',
  isWaiting: false,
  expects: false,
  alive: false,
  heard: false,
  refused: false,
  isHangUp: false,
};

const refusal = /^(?:ERROR$|\+CM[ES] ERROR\b|COMMAND NOT SUPPORT)/i;

/** How a script takes a call down; some begin so and dial then. */
const hangUp = /^(?:\+\+\+.*|ATH[01]?)$/i;

const vanished =
  /(?:-- (?:read|write) failed|^Can't (?:[gs]et|restore) terminal parameters): Input\/output error|^Can't get terminal parameters: |^SIGHUP$/;

/** A port that knows no settings and takes nothing, from the start, has nothing behind it. */
const fromStart = /^Can't get terminal parameters|-- write failed/;

/** In front of what REPORT prints on the terminal: `chat:  Nov 16 23:13:18 CONNECT`. */
const reportTime = /^[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d (?=[A-Z])/;

const goingOn = /^(?:expect \(|clear abort on \(|report \(|clear report \()/;
const beginning = /^(?:abort on \(.*\)?|timeout set to \d+ seconds?|send \((.*?)\)?)$/i;

/** pppd takes over, or knows that the script has ended. */
const isOver =
  /(?:^|: )(?:Serial connection established|Connect script failed|Connect: |Using interface|Script \S+ |pppd \S+ started by)/;

/** On a terminal, what the modem says stands there by itself. */
const looksHeard =
  /^(?:AT|OK$|ERROR|CONNECT|NO (?:CARRIER|ANSWER|DIAL)|BUSY|VOICE|RING|[+^*%$#]?[A-Z][A-Z0-9]*: |COMMAND NOT|[0-9]$|~|\^)|\^M$/;

const dialler = signBy('chat');
/** Which of its abort strings came; what the modem itself said is told where it said it. */
const failedWith = (words: string): readonly ReadFact[] => {
  const found = aborts.find(([pattern]) => pattern.test(words));
  return [...(found ? dialler(found[1]) : []), ...chatSign('connect-script-failed', words)];
};
const aborts = [
  [/NO CARRIER/i, 'no-carrier'],
  [/BUSY/i, 'line-busy'],
  [/NO ANSWER/i, 'no-answer'],
  [/NO DIAL ?TONE/i, 'no-dialtone'],
] as const;
