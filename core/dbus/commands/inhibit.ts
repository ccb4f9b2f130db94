import { Subscription, take } from 'rxjs';
import type { StickView } from '../behind.js';
import { modemError } from '../wire/values.js';
import type { Caller } from './command.js';
import { abortConnect, cancelled } from './connect.js';
import type { HeldModem } from './held-modem.js';
import { untilSeen } from './until-seen.js';
import { want } from './want.js';

/** Who holds which modem back, so that another program may have its ports: a caller, until it lets go or leaves the bus. */
export interface Inhibitions {
  /** `uid` is the Device property. Resolves when the ports are given back. */
  readonly inhibit: (uid: string, caller: Caller) => Promise<void>;
  readonly release: (uid: string, caller: Caller) => void;
}

/** `modems` are those that are known now; `shown` is called when one is nobody's any more, and is to be a modem of its own again. */
export const inhibitions = (modems: () => readonly HeldModem[], shown: (modem: HeldModem) => void): Inhibitions => {
  const holds = new Map<HeldModem, { readonly sender: string; readonly watch: Subscription }>();
  const letGo = (modem: HeldModem): void => {
    holds.get(modem)?.watch.unsubscribe();
    if (!holds.delete(modem)) return;
    modem.memory.kept = {};
    shown(modem);
    want(modem, { level: 'standby', radio: 'as-is', overrides: {} });
  };
  const find = (uid: string) => modems().find(({ behind }) => behind.device === uid);
  return {
    inhibit: async (uid, { sender, vanished$ }) => {
      const modem = find(uid);
      if (!modem) throw modemError('Core.NotFound', `No device found with uid '${uid}'`);
      if (holds.has(modem)) throw modemError('Core.InProgress', `Device '${uid}' is already inhibited`);
      const watch = new Subscription();
      holds.set(modem, { sender, watch });
      watch.add(modem.gone$.subscribe(() => holds.delete(modem)));
      watch.add(vanished$.pipe(take(1)).subscribe(() => letGo(modem)));
      await giveBack(modem);
    },
    release: (uid, { sender }) => {
      const modem = find(uid);
      if (!modem || holds.get(modem)?.sender !== sender) {
        throw modemError('Core.NotFound', `No inhibition found for uid '${uid}'`);
      }
      letGo(modem);
    },
  };
};

const giveBack = async (modem: HeldModem): Promise<void> => {
  abortConnect(modem, cancelled());
  modem.memory.wanted = { level: 'off' };
  modem.change({ inhibited: true, call: 'none', enabling: 'no', bearers: [] });
  modem.behind.want({ level: 'off' });
  const late = () => modemError('Core.Timeout', 'The ports of the modem were not given back in time.');
  const released = ({ session }: StickView) => (session.doing === 'resting' ? true : undefined);
  await untilSeen(modem, released, { limitMs: modem.limits.release, late });
};
