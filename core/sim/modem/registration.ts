import { hangUp } from './call.js';
import {
  andThen,
  inTurn,
  type ModemOutput,
  type ModemState,
  type PortState,
  type Registration,
  type Step,
} from './modem-state.js';
import { announce, listeners, say } from './say.js';
import { simState } from './sim-card.js';

/** A cell of the virtual network: location area and cell in hexadecimal. */
const place = '"00C3","0001E240"';

/** Radio on: the network is looked for, and found `delays.registerMs` later. */
export const radioOn = (state: ModemState): Step => {
  if (state.personality.radio.staysOff || state.functionality === 1) return [state, []];
  const lasting = { ...state.lasting, radioOns: state.lasting.radioOns + 1 };
  return searchAgain({ ...state, functionality: 1, lasting });
};

/** Radio off: the call ends and the network forgets us. */
export const radioOff = (state: ModemState, functionality: 0 | 4): Step =>
  inTurn(state, [hangUp, (on) => [{ ...on, functionality }, []], deregister]);

/** Begins the search anew, where there are a radio and a usable card to search with. */
export const searchAgain = (state: ModemState): Step => {
  if (state.functionality !== 1 || simState(state) !== 'READY') return deregister(state);
  const step = changeTo(state, { circuit: 2, packet: packetStatus(state, 2) });
  return state.personality.radio.covered ? andThen(step, startSearch) : step;
};

/** The search's end: the timer `register` has run out. */
export const searchEnded = (state: ModemState): Step => {
  const { network, radio } = state.personality;
  if (state.lasting.radioOns <= radio.deniedTimes) return changeTo(state, { circuit: 3, packet: 3 });
  const { circuit, packet } = network.registration;
  return changeTo(state, { circuit, packet: packetStatus(state, packet) });
};

/** Asks for packet service. While the search lasts, the wish is kept and comes true at its end. */
export const attachNow = (state: ModemState): Step => {
  const wished = { ...state, registration: { ...state.registration, attach: true } };
  const { circuit, packet } = state.registration;
  const found = circuit !== 0 && circuit !== 2;
  if (!found || isHome(packet)) return [wished, []];
  return circuit === 3 && packet === 3 ? [wished, []] : searchEnded(wished);
};

/** No packet service until it is asked for again. */
export const detachNow = (state: ModemState): Step =>
  andThen(hangUp({ ...state, registration: { ...state.registration, attach: false } }), (down) =>
    changeTo(down, { packet: 0 }),
  );

/** `{mode}` of the twin's texts: the network's mode once registered. */
export const modeOf = (state: ModemState): string =>
  isHome(state.registration.circuit) || isHome(state.registration.packet)
    ? state.personality.network.mode
    : 'No Service';

/** Whether data calls can be made. */
export const hasPacketService = (state: ModemState): boolean => isHome(state.registration.packet);

/** At home or roaming. */
export const isHome = (status: number): boolean => status === 1 || status === 5;

/** Without attach there is no packet service, however well the network is heard. */
const packetStatus = (state: ModemState, status: number): number => (state.registration.attach ? status : 0);

const startSearch = (state: ModemState): Step => [
  state,
  [{ kind: 'start-timer', timer: 'register', ms: state.personality.delays.registerMs }],
];

/** Leaves the network; it is not looked for. */
export const deregister = (state: ModemState): Step =>
  andThen([state, [{ kind: 'stop-timer', timer: 'register' }]], (off) => changeTo(off, { circuit: 0, packet: 0 }));

/** New statuses, and what is said of them unasked. */
export const changeTo = (state: ModemState, change: Partial<Registration>): Step => {
  const after = { ...state, registration: { ...state.registration, ...change } };
  return [
    after,
    [
      ...reports(state, after, 'circuit'),
      ...reports(state, after, 'packet'),
      ...reports(state, after, 'eps'),
      ...modeReport(state, after),
    ],
  ];
};

/** Voice, packet data, and packet data of LTE. */
export type Domain = keyof PortState['reports'];
/** Which command and report speak of a domain. */
export const commandOf: Readonly<Record<Domain, string>> = { circuit: '+CREG', packet: '+CGREG', eps: '+CEREG' };
const statusIn = ({ registration }: ModemState, domain: Domain): number =>
  domain === 'circuit' ? registration.circuit : registration.packet;

const reports = (before: ModemState, after: ModemState, domain: Domain): readonly ModemOutput[] =>
  statusIn(before, domain) === statusIn(after, domain)
    ? []
    : listeners(after)
        .filter((port) => port.reports[domain] > 0)
        .flatMap((port) =>
          say(after, port, `\r\n${commandOf[domain]}: ${status(after, domain, port.reports[domain])}\r\n`),
        );

/** What stands behind `+CREG:` in this form (1 or 2 of its set command). */
export const status = (state: ModemState, domain: Domain, form: number): string => {
  const now = statusIn(state, domain);
  return form === 2 && isHome(now) ? `${now},${place}` : String(now);
};

const modeReport = (before: ModemState, after: ModemState): readonly ModemOutput[] => {
  const { modeReport: line } = after.personality.twin;
  const mode = modeOf(after);
  return line === undefined || mode === modeOf(before) ? [] : announce(after, line.replaceAll('{mode}', mode));
};
