import { parametersOf } from './at-line.js';
import { cme } from './cme-error.js';
import type { Answer, Handler } from './handler.js';
import { counted, type ModemState } from './modem-state.js';
import { searchAgain } from './registration.js';
import { fullPinTries, fullPukTries, type SimCard, simRefusal, simState, slotRefusal, virtualPuk } from './sim-card.js';

const pin: Handler = (state, { part }) => {
  if (part.form === 'set') return enter(counted(state, 'pinsSent'), parametersOf(part));
  if (part.form === 'test') return { state };
  const refused = slotRefusal(state);
  if (refused !== undefined) return { state, refused };
  return part.form === 'read' ? { state, lines: [`+CPIN: ${simState(state)}`] } : undefined;
};

const enter = (state: ModemState, [secret = '', newPin]: readonly string[]): Answer => {
  const refused = slotRefusal(state);
  const now = simState(state);
  if (refused !== undefined) return { state, refused };
  if (now === 'READY') return { state, refused: cme.notAllowed };
  if (now === 'SIM PUK') return enterPuk(state, secret, newPin);
  const { card } = state.lasting;
  if (secret === card.pin) return unlocked(withCard(state, { pinTries: fullPinTries }));
  return { state: withCard(state, { pinTries: card.pinTries - 1 }), refused: cme.wrongPassword };
};

const enterPuk = (state: ModemState, puk: string, newPin: string | undefined): Answer => {
  const { pukTries } = state.lasting.card;
  if (puk !== virtualPuk || newPin === undefined)
    return { state: withCard(state, { pukTries: Math.max(0, pukTries - 1) }), refused: cme.wrongPassword };
  return unlocked(withCard(state, { pin: newPin, pinTries: fullPinTries, pukTries: fullPukTries }));
};

/** The network is looked for as soon as the card is open. */
const unlocked = (state: ModemState): Answer => {
  const [after, outputs] = searchAgain({ ...state, unlocked: true });
  return { state: after, outputs };
};

const withCard = (state: ModemState, change: Partial<SimCard>): ModemState => ({
  ...state,
  lasting: { ...state.lasting, card: { ...state.lasting.card, ...change } },
});

const imsi: Handler = (state, { part }) =>
  part.form === 'test' ? { state } : { state, lines: [state.lasting.card.imsi] };

const cardNumber: Handler = (state) => {
  const refused = slotRefusal(state);
  if (refused !== undefined) return { state, refused };
  return { state, lines: [`+CCID: "${state.lasting.card.iccid}"`] };
};

const readBinary = '176';

/** Files of TS 51.011 by number; the card's own number may be read before the PIN is given. */
const restrictedAccess: Handler = (state, { part }) => {
  if (part.form === 'test') return { state };
  const [action, file = ''] = parametersOf(part);
  const refused = file === '12258' ? slotRefusal(state) : simRefusal(state);
  if (refused !== undefined) return { state, refused };
  const content = action === readBinary ? files[file]?.(state) : undefined;
  return { state, lines: [content === undefined ? '+CRSM: 106,130,""' : `+CRSM: 144,0,"${content}"`] };
};

const files: Readonly<Record<string, (state: ModemState) => string>> = {
  /** EF_ICCID: two digits a byte, the lower half first, filled with F. */
  '12258': ({ lasting }) => lasting.card.iccid.padEnd(20, 'F').replace(/(.)(.)/g, '$2$1'),
  /** EF_SPN: a display condition, then 16 bytes of name. */
  '28486': ({ personality }) =>
    `01${Buffer.from(personality.network.operator.short.slice(0, 16), 'latin1').toString('hex').padEnd(32, 'f')}`.toUpperCase(),
  /** EF_AD: normal operation, and how many digits the MNC has. */
  '28589': ({ personality }) => `0000000${personality.network.mccmnc.length - 3}`,
};

export const simCommands: Readonly<Record<string, Handler>> = {
  '+CPIN': pin,
  '+CIMI': imsi,
  '+CCID': cardNumber,
  '+CRSM': restrictedAccess,
};
