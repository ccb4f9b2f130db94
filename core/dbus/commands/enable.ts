import type { SessionState } from '../../facts/session-state.js';
import type { StickView } from '../behind.js';
import type { FaceModem } from '../face-state.js';
import { state } from '../project/modem-state.js';
import { modemError } from '../wire/values.js';
import { disconnected } from './bearers.js';
import { abortConnect, cancelled } from './connect.js';
import { failureError } from './errors.js';
import type { HeldModem } from './held-modem.js';
import { mustHaveReached } from './modem-states.js';
import { untilSeen } from './until-seen.js';
import { type Fresh, hasFailed, want } from './want.js';

/** Enabled is not registered: the answer comes when the modem took the commands that it needs before it looks for a network. */
export const enable = async (modem: HeldModem): Promise<void> => {
  mustHaveReached(modem, 'disabled');
  if (modem.state() >= state.enabled) return;
  await reached(modem, 'enabling', isEnabled, () => wantEnabled(modem));
};

/** A call that is up, or is being made, ends with it. */
export const disable = async (modem: HeldModem): Promise<void> => {
  if (modem.state() <= state.disabled) return;
  abortConnect(modem, cancelled());
  modem.change({ call: 'none', bearers: disconnected(modem.face()) });
  await standBy(modem, 'on', 'disabling');
};

/** The radio of a modem that is not enabled. */
export const setRadio = (modem: HeldModem, radio: 'on' | 'off'): Promise<void> => standBy(modem, radio, 'no');

const standBy = (modem: HeldModem, radio: 'on' | 'off', enabling: FaceModem['enabling']): Promise<void> =>
  reached(
    modem,
    enabling,
    (session) => session.doing === 'standing-by' && session.radio === radio,
    () => want(modem, { level: 'standby', radio, overrides: modem.memory.kept }),
  );

/** A call that is being made goes by there too, and is not taken back. */
const wantEnabled = (modem: HeldModem): Fresh => {
  const { wanted } = modem.behind.view();
  return wanted.level === 'online'
    ? want(modem, { level: 'online', overrides: wanted.overrides })
    : want(modem, { level: 'ready', overrides: modem.memory.kept });
};

const isEnabled = ({ doing, steps }: SessionState): boolean =>
  doing === 'ready' || doing === 'online' || steps.includes('apply-steps');

const reached = async (
  modem: HeldModem,
  enabling: FaceModem['enabling'],
  there: (session: SessionState) => boolean,
  wish: () => Fresh,
): Promise<void> => {
  modem.change({ enabling });
  const late = () => modemError('Core.Timeout', 'The modem did not get there in time; Dialtone goes on trying.');
  try {
    const fresh = wish();
    await untilSeen(modem, (view) => outcome(view, fresh, there), { limitMs: modem.limits.answer, late });
  } finally {
    if (modem.face().enabling === enabling) modem.change({ enabling: 'no' });
  }
};

const outcome = (view: StickView, fresh: Fresh, there: (session: SessionState) => boolean): true | undefined => {
  if (!fresh(view)) return undefined;
  if (there(view.session)) return true;
  if (hasFailed(view.session)) throw failureError(view.session);
  return undefined;
};
