import { randomUUID } from 'node:crypto';
import type { StickView } from '../behind.js';
import { deviceIdentifier } from '../project/device-identifier.js';
import { primaryPort } from '../project/ports.js';
import { type Dict, variant } from '../wire/values.js';
import { offeredMark } from './offered-mark.js';
import type { Settings } from './settings-calls.js';

/** A SIM that a profile can be made for. */
export interface KnownSim {
  readonly iccid: string;
  /** As the carrier's pack names it. */
  readonly carrier: string;
}

/** Undefined until the SIM has given its numbers and a pack knows its carrier; the last card's carrier is not this one's. */
export const knownSim = ({ identity, session: { carrier } }: StickView): KnownSim | undefined => {
  const { iccid, imsi } = identity;
  if (!iccid || !carrier || imsi?.startsWith(carrier.mccmnc) === false) return undefined;
  return { iccid, carrier: carrier.name };
};

/**
 * Bound to the SIM and to no stick: it is for the same card in any other, too. There is no APN in it, so that Dialtone chooses, tries the
 * carrier's in order and keeps what worked; and no user, no password, no PIN. Its uuid is random: whatever is made from a SIM's number gives it
 * away to who tries them all.
 */
export const profileFor = ({ iccid, carrier }: KnownSim, others: readonly Settings[]): Settings => ({
  connection: {
    id: variant('s', freeName(carrier, others.map(nameOf))),
    uuid: variant('s', randomUUID()),
    type: variant('s', 'gsm'),
    autoconnect: variant('b', true),
    // For ever: after the four tries that are usual it would rest for five minutes, also after a replug.
    'autoconnect-retries': variant('i', 0),
  },
  gsm: { 'sim-id': variant('s', iccid) },
  // For whoever else runs pppd with it: NetworkManager's own default never notices a dead link.
  ppp: { 'lcp-echo-interval': variant('u', 30), 'lcp-echo-failure': variant('u', 4) },
  ipv4: { method: variant('s', 'auto') },
  ipv6: { method: variant('s', 'auto') },
  user: { data: variant('a{ss}', { [offeredMark]: 'yes' }) },
});

/** Whether NetworkManager could use this profile with this SIM in this stick: what it compares, and only where the modem shows it. */
export const fits = (profile: Settings, { iccid }: KnownSim, view: StickView): boolean =>
  text(profile, 'connection', 'type') === 'gsm' &&
  agrees(text(profile, 'gsm', 'sim-id'), iccid) &&
  agrees(text(profile, 'gsm', 'sim-operator-id'), view.identity.mccmnc) &&
  agrees(text(profile, 'gsm', 'device-id'), deviceIdentifier(view)) &&
  agrees(text(profile, 'connection', 'interface-name'), primaryPort(view.session));

export const nameOf = (profile: Settings): string => text(profile, 'connection', 'id') ?? '';
export const uuidOf = (profile: Settings): string => text(profile, 'connection', 'uuid') ?? '';

const agrees = (asked: string | undefined, shown: string | undefined): boolean =>
  asked === undefined || shown === undefined || asked === shown;

const text = (profile: Settings, setting: string, property: string): string | undefined => {
  const dict: Dict | undefined = profile[setting];
  const value = dict?.[property]?.value;
  return typeof value === 'string' ? value : undefined;
};

/** Two SIMs of one carrier: `nmcli con up NAME` must mean one of them. */
const freeName = (name: string, taken: readonly string[], count = 1): string => {
  const candidate = count === 1 ? name : `${name} ${count}`;
  return taken.includes(candidate) ? freeName(name, taken, count + 1) : candidate;
};
