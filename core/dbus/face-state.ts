import type { Dict } from './wire/values.js';

/**
 * What callers have made of one modem, beside what the stick itself tells: kept by commands/, read by project/. Numbers count up for the
 * life of the process and are never given twice.
 */
export interface FaceModem {
  /** N of …/Modem/N. */
  readonly index: number;
  /** N of …/SIM/N: another card is another number. */
  readonly simIndex: number;
  readonly bearers: readonly FaceBearer[];
  /** Where a call that somebody asked for stands: the caller of Connect has no answer yet, or has a bearer, or hangs up. */
  readonly call: 'none' | 'connecting' | 'connected' | 'disconnecting';
  /** A call of Enable or Disable that has no answer yet. */
  readonly enabling: 'no' | 'enabling' | 'disabling';
  /** Signal.Setup: seconds between two measurements, 0 for none. */
  readonly signalRate: number;
  /** InhibitDevice holds it: it is not shown. */
  readonly inhibited: boolean;
}

export interface FaceBearer {
  /** N of …/Bearer/N. */
  readonly index: number;
  /** As it was asked for, without the password. */
  readonly properties: Dict;
  readonly connected: boolean;
  /** Why it was lost or never came, as an error's name and text; empty when it was not. */
  readonly error: readonly [name: string, text: string];
  /** Unix seconds of the connection, the seconds it has lasted, and octets counted, where the interface tells. */
  readonly stats?: {
    readonly startedAt: number;
    readonly seconds?: number;
    readonly rx: bigint;
    readonly tx: bigint;
    readonly attempts: number;
    readonly failed: number;
  };
}

export const firstFace = (index: number, simIndex: number): FaceModem => ({
  index,
  simIndex,
  bearers: [],
  call: 'none',
  enabling: 'no',
  signalRate: 0,
  inhibited: false,
});

export const modemPath = (index: number): string => `${root}/Modem/${index}`;
export const simPath = (index: number): string => `${root}/SIM/${index}`;
export const bearerPath = (index: number): string => `${root}/Bearer/${index}`;
/** The object of ObjectManager. */
export const root = '/org/freedesktop/ModemManager1';
/** The well-known name, and the prefix of every interface of ModemManager's. */
export const serviceName = 'org.freedesktop.ModemManager1';
/** Our own interfaces beside them: on each modem, and on the root for sticks that are no modem yet. */
export const ownModemInterface = 'org.dialtone.Modem1';
export const ownRootInterface = 'org.dialtone.Dialtone1';
