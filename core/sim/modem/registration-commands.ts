import { type AtPart, parametersOf } from './at-line.js';
import { hangUp } from './call.js';
import { cme } from './cme-error.js';
import type { Handler } from './handler.js';
import { andThen, type ModemState, type Step, withPort } from './modem-state.js';
import {
  attachNow,
  commandOf,
  type Domain,
  deregister,
  detachNow,
  hasPacketService,
  isHome,
  radioOff,
  radioOn,
  searchAgain,
  status,
} from './registration.js';
import { known } from './twin-replies.js';

const registrationIn =
  (domain: Domain): Handler =>
  (state, { port, part }) => {
    const name = commandOf[domain];
    const form = state.ports[port]?.reports[domain] ?? 0;
    if (part.form === 'test') return { state, lines: [`${name}: (0-2)`] };
    if (part.form === 'read') return { state, lines: [`${name}: ${form},${status(state, domain, form)}`] };
    return part.form === 'set' ? enableReports(state, port, domain, part) : undefined;
  };

const enableReports = (state: ModemState, port: number, domain: Domain, part: AtPart) => {
  const reportsNow = state.ports[port]?.reports ?? { circuit: 0, packet: 0, eps: 0 };
  if (!/^[0-2]$/.test(part.value)) return { state, refused: cme.wrongParameter };
  return { state: withPort(state, port, { reports: { ...reportsNow, [domain]: Number(part.value) } }) };
};

/** +CEREG is of LTE: a twin that has it says so by answering its test form. */
const eps: Handler = (state, at) => (known(state, '+CEREG=?') ? registrationIn('eps')(state, at) : undefined);

const functionality: Handler = (state, { part }) => {
  if (part.form === 'test') return { state, lines: ['+CFUN: (0,1,4),(0,1)'] };
  if (part.form === 'read') return { state, lines: [`+CFUN: ${state.functionality}`] };
  const [level = '', reset = '0'] = parametersOf(part);
  if (part.form !== 'set' || !/^[014]$/.test(level)) return undefined;
  if (reset === '1') return { state, outputs: [{ kind: 'reset' }] };
  const [after, outputs] = level === '1' ? radioOn(state) : radioOff(state, level === '0' ? 0 : 4);
  return { state: after, outputs };
};

const attach: Handler = (state, { part }) => {
  if (part.form === 'test') return { state, lines: ['+CGATT: (0,1)'] };
  if (part.form === 'read') return { state, lines: [`+CGATT: ${hasPacketService(state) ? 1 : 0}`] };
  if (part.form !== 'set' || !/^[01]$/.test(part.value)) return undefined;
  if (part.value === '1' && state.functionality !== 1) return { state, refused: cme.noNetwork };
  const [after, outputs] = part.value === '1' ? attachNow(state) : detachNow(state);
  return { state: after, outputs };
};

const operator: Handler = (state, { part }) => {
  const { operator: name, mccmnc } = state.personality.network;
  const forms = [name.long, name.short, mccmnc];
  if (part.form === 'test')
    return { state, lines: [`+COPS: (2,"${name.long}","${name.short}","${mccmnc}",2),,(0,1,2,3,4),(0,1,2)`] };
  if (part.form === 'read') {
    const named = isHome(state.registration.circuit) || hasPacketService(state);
    return {
      state,
      lines: [named ? `+COPS: 0,${state.operatorFormat},"${forms[state.operatorFormat]}",2` : '+COPS: 0'],
    };
  }
  return part.form === 'set' ? chooseOperator(state, parametersOf(part)) : undefined;
};

const chooseOperator = (state: ModemState, [mode, format = '0', wanted = '']: readonly string[]) => {
  if (mode === '3') return { state: { ...state, operatorFormat: Math.min(2, Number(format) || 0) } };
  if (state.functionality !== 1) return { state, refused: cme.noNetwork };
  if (mode === '2') return stepAnswer(andThen(hangUp(state), deregister));
  const { operator: name, mccmnc } = state.personality.network;
  if (mode === '1' && ![name.long, name.short, mccmnc].includes(wanted)) return { state, refused: cme.noNetwork };
  const settled = isHome(state.registration.circuit) || hasPacketService(state) || state.registration.circuit === 2;
  return settled ? { state } : stepAnswer(searchAgain(state));
};

const stepAnswer = ([state, outputs]: Step) => ({ state, outputs });

const signal: Handler = (state, { part }) => {
  if (part.form === 'test') return { state, lines: ['+CSQ: (0-31,99),(0-7,99)'] };
  const heard = state.functionality === 1 && state.personality.radio.covered;
  return { state, lines: [heard ? '+CSQ: 17,99' : '+CSQ: 99,99'] };
};

export const registrationCommands: Readonly<Record<string, Handler>> = {
  '+CREG': registrationIn('circuit'),
  '+CGREG': registrationIn('packet'),
  '+CEREG': eps,
  '+CFUN': functionality,
  '+CGATT': attach,
  '+COPS': operator,
  '+CSQ': signal,
};
