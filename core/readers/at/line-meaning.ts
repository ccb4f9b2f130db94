import { parseCallEnd } from '../../at/parse-call-end.js';
import { parseContexts } from '../../at/parse-contexts.js';
import { parseFunctionality } from '../../at/parse-functionality.js';
import { parseOperator } from '../../at/parse-operator.js';
import { parsePinRetries } from '../../at/parse-pin-retries.js';
import { parsePinState } from '../../at/parse-pin-state.js';
import { parseRegistration } from '../../at/parse-registration.js';
import { parseSignal } from '../../at/parse-signal.js';
import { firstFields, wholeNumber } from '../../at/reply-fields.js';
import { redactText } from '../../facts/redact.js';
import type { ReadFact } from '../reader.js';
import { callEndMeaning } from './call-end-meaning.js';
import { powerMeaning } from './power-meaning.js';

/** What one line of information means, asked for by `command` or not. Makers' own lines that tell nothing of a fault tell nothing here. */
export const lineMeaning = (line: string, command: string): readonly ReadFact[] => {
  const name = /^[+^*%$#_]?\s*[A-Z][A-Z0-9]*(?=\s*:)/i.exec(line)?.[0].replace(/\s/g, '').toUpperCase();
  if (/\+CEER/i.test(command)) return callEnd(line);
  const power = powerMeaning(line);
  if (power) return power;
  const mean = name === undefined ? undefined : meanings[name];
  return mean ? mean(line) : [];
};

type Meaning = (line: string) => readonly ReadFact[];

const registration: Meaning = (line) => {
  const found = parseRegistration(line);
  if (found === undefined) return [];
  const { domain, status, registered, roaming } = found;
  return [{ fact: 'registration.changed', domain, status, registered, roaming }];
};

const signal: Meaning = (line) => {
  const found = parseSignal([line.replace(/^\^(?:RSSI|CSQ)\s*:/i, '+CSQ:').replace(/(\d)\.\d+/, '$1')]);
  return found ? [{ fact: 'signal.measured', ...found }] : [];
};

const callEnd: Meaning = (line) => {
  const text = parseCallEnd([redactText(line)]);
  return text === undefined ? [] : callEndMeaning(text);
};

const simState: Meaning = (line) => {
  const state = parsePinState([
    line
      .replace(/^[\^+]CPIN\s*:\s*([A-Z][A-Z -]{0,20}?)[,.].*$/i, '+CPIN: $1')
      .replace(/^\^/, '+')
      .replace(/\s+:/, ':'),
  ]);
  return state === undefined ? [] : [{ fact: 'sim.state', state }];
};

const operator: Meaning = (line) => {
  const found = parseOperator([line]);
  if (found) return [{ fact: 'operator.named', ...found }];
  return /^\+COPS\s*:\s*[0-4]$/i.test(line) ? [{ fact: 'sign.seen', sign: 'no-operator', by: 'modem' }] : [];
};

const contexts: Meaning = (line) =>
  parseContexts([line]).map(({ cid, apn }) => ({ fact: 'context.listed', cid, defined: true, apn }));

const functionality: Meaning = (line) => {
  const level = parseFunctionality([line]);
  return level === undefined ? [] : radioOf(level);
};

/** 0 minimum, 4 flight mode, 7 and others makers' own for "off". */
const radioOf = (level: number): readonly ReadFact[] =>
  level === 0 || level === 4 || level === 7
    ? [{ fact: 'sign.seen', sign: 'radio-switched-off', by: 'modem', detail: `+CFUN: ${level}` }]
    : level === 1
      ? [{ fact: 'sign.seen', sign: 'radio-switched-on', by: 'modem', detail: '+CFUN: 1' }]
      : [];

const attached: Meaning = (line) =>
  wholeNumber(firstFields([line], '+CGATT')?.[0]) === 0
    ? [{ fact: 'sign.seen', sign: 'not-attached', by: 'modem' }]
    : [];

const retries: Meaning = (line) => {
  const found = parsePinRetries([line]);
  return found ? [{ fact: 'sim.retries', ...found }] : [];
};

/** Service, domain, roaming, system mode, state of the SIM (3GPP2 and Huawei). */
const systemInfo: Meaning = (line) => {
  const [service, , , , sim] = (firstFields([line], '^SYSINFO') ?? firstFields([line], '^SYSINFOEX') ?? []).map(
    wholeNumber,
  );
  if (sim === noSim) return [{ fact: 'sim.state', state: 'NOT INSERTED' }];
  return service === 0 ? [{ fact: 'sign.seen', sign: 'no-service', by: 'modem' }] : [];
};
const noSim = 255;

const simStatus: Meaning = (line) =>
  /:\s*(?:255|0)\b/.test(line) ? [{ fact: 'sim.state', state: 'NOT INSERTED' }] : [];

/** `1`: locked, and the code can be given; `3`: for good. */
const cardLock: Meaning = (line) => (/:\s*[13]\s*,/.test(line) ? [{ fact: 'sim.state', state: 'PH-NET PIN' }] : []);

/** ZTE: what radio access serves the modem. */
const zteService: Meaning = (line) =>
  /no service/i.test(line) ? [{ fact: 'sign.seen', sign: 'no-service', by: 'modem' }] : [];

/** Ericsson: state of the link, and the cause of its end. */
const ericssonLink: Meaning = (line) => {
  const cause = /:\s*0\s*,\s*(\d{1,3})/.exec(line)?.[1];
  return cause === undefined || cause === '0' ? [] : callEndMeaning(cause);
};

const meanings: Readonly<Record<string, Meaning>> = {
  '+CPIN': simState,
  '^CPIN': simState,
  '+CREG': registration,
  '+CGREG': registration,
  '+CEREG': registration,
  '+CSQ': signal,
  '^CSQ': signal,
  '^RSSI': signal,
  '+COPS': operator,
  '+CGDCONT': contexts,
  '+CFUN': functionality,
  '+CGATT': attached,
  '+CEER': callEnd,
  '+ZPINPUK': retries,
  '^SYSINFO': systemInfo,
  '^SYSINFOEX': systemInfo,
  '^SIMST': simStatus,
  '^CARDLOCK': cardLock,
  '*E2NAP': ericssonLink,
  '+ZPASR': zteService,
  '+ZPAS': zteService,
};
