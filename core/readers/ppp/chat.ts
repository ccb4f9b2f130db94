import type { Sign } from '../../facts/signs/index.js';
import { atExchange } from '../dialler/at-exchange.js';
import type { LogLine, Reader, ReadFact } from '../reader.js';
import { chatSign, signBy } from '../sign.js';
import { firstSpeaker } from './first-speaker.js';

/** chat's report (`-v`), in a syslog or on a terminal: what it sent and expected, what the modem said, and how it ended. */
export const chatReader = (): Pick<Reader, 'read'> => {
  const modem = atExchange();
  let script = noScript;
  const speaks = firstSpeaker();

  const begin = (pid: string): readonly ReadFact[] => {
    const isSame = script.under && (pid === '' || pid === script.pid);
    if (isSame) return [];
    script = { ...noScript, under: true, pid };
    return [{ fact: 'run.started', by: 'chat', level: 2 }];
  };
  const over = (told: readonly ReadFact[]): readonly ReadFact[] => {
    script = { ...script, under: false };
    return told;
  };
  const heard = (words: string): readonly ReadFact[] => {
    const said = words.replaceAll('^M', '').replaceAll('^J', '').trim();
    if (said === '') return [];
    if (said !== script.sent) script = { ...script, heard: true };
    return modem.heard(said);
  };
  const sent = (words: string): readonly ReadFact[] => {
    const command = words.replace(/(?:\^[MJ]|\\[rdcKpn])+/g, '').trim();
    if (command === '') return [];
    const isHangUp =
      script.sent === '' ? hangUp.test(command) : script.isHangUp && (hangUp.test(command) || /^ATZ?$/i.test(command));
    script = { ...script, isHangUp, sent: command };
    if (isHangUp) return [];
    return modem.sent(command);
  };
  const alarm = (): readonly ReadFact[] =>
    script.isHangUp ? [] : [...modem.silent(), ...chatSign(alarmSign(script), script.sent)];

  const read = (line: LogLine): readonly ReadFact[] | undefined => {
    const isChat = line.program === 'chat';
    if (!isChat && isOver.test(line.text)) {
      script = { ...script, under: false };
      return undefined;
    }
    const text = line.text.replace(/^chat(?:\[\d+\])?: */, '');
    const isScripts = beginning.test(text) || goingOn.test(text);
    if (!isScripts && !isChat && (!script.under || line.program !== script.program)) return undefined;
    if (!speaks(line.program)) return [];
    script = { ...script, program: line.program };
    const pid = /\bchat\[(\d+)\]/.exec(line.raw)?.[1] ?? '';
    const begins = beginning.exec(text);
    if (begins) return [...begin(pid), ...(begins[1] === undefined ? [] : sent(begins[1]))];
    if (goingOn.test(text)) {
      const told = begin(pid);
      script = { ...script, expects: script.expects || text.startsWith('expect (') };
      return told;
    }
    if (text === 'alarm' || /-- (?:read|write) timed out$/.test(text)) return alarm();
    const failed = /^Failed(?: \((.*)\))?$/.exec(text);
    if (failed) return over(script.isHangUp ? [] : failedWith(failed[1] ?? ''));
    if (vanished.test(text)) return chatSign('port-vanished', text);
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
  readonly program: string | undefined;
  /** The last command. */
  readonly sent: string;
  /** It has waited for a word that is not empty. */
  readonly expects: boolean;
  /** Something came back that was no echo. */
  readonly heard: boolean;
  /** It takes a call down, and tells nothing of how one is made. */
  readonly isHangUp: boolean;
}
const alarmSign = ({ heard, sent, expects }: Script): Sign =>
  heard ? 'chat-alarm' : expects && sent === '' ? 'chat-heard-first' : 'chat-unanswered';

const noScript: Script = {
  under: false,
  pid: '',
  program: undefined,
  sent: '',
  expects: false,
  heard: false,
  isHangUp: false,
};

/** How a script takes a call down; some begin so and dial then. */
const hangUp = /^(?:\+\+\+.*|ATH[01]?)$/i;

const vanished =
  /(?:-- (?:read|write) failed|^Can't (?:[gs]et|restore) terminal parameters): Input\/output error|^SIGHUP$/;

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
