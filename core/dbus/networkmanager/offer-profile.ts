import type { FactBody } from '../../facts/fact.js';
import type { StickView } from '../behind.js';
import type { Bus } from '../wire/bus.js';
import { fits, type KnownSim, nameOf, profileFor, uuidOf } from './profile.js';
import { addProfile, isNoReply, isNotPermitted, isNotThere, listProfiles } from './settings-calls.js';

/** Which SIMs a profile has been offered for. `sim` is the ICCID, and hashed before it is kept. */
export interface OfferMemory {
  readonly profileOffered: (sim: string) => boolean;
  readonly keepProfileOffered: (sim: string) => void;
}

export interface Offer {
  readonly bus: Bus;
  readonly memory: OfferMemory;
  /** Of the stick that the SIM is in. */
  readonly view: StickView;
  readonly sim: KnownSim;
  readonly report: (fact: FactBody) => void;
}

/** One offer: settled for this plug, or for later because NetworkManager was not there. Never rejects. */
export const offerProfile = async (offer: Offer): Promise<'settled' | 'not-there'> => {
  const { memory, sim, report } = offer;
  if (memory.profileOffered(sim.iccid)) return 'settled';
  try {
    const fact = await offerOnce(offer);
    memory.keepProfileOffered(sim.iccid);
    report(fact);
    return 'settled';
  } catch (error) {
    if (isNotThere(error)) return 'not-there';
    report({ fact: 'profile.not-offered', because: whyNot(error, sim) });
    return isNoReply(error) ? 'not-there' : 'settled';
  }
};

/** Should we end between the two, or hear no answer, the profile that was made is found as one that fits the next time. */
const offerOnce = async ({ bus, sim, view }: Offer): Promise<FactBody> => {
  const profiles = await listProfiles(bus);
  const own = profiles.find((profile) => fits(profile, sim, view));
  if (own)
    return { fact: 'profile.not-offered', because: `NetworkManager's profile "${nameOf(own)}" fits this SIM already.` };
  const profile = profileFor(sim, profiles);
  await addProfile(bus, profile);
  return { fact: 'profile.offered', name: nameOf(profile), uuid: uuidOf(profile) };
};

const whyNot = (error: unknown, { iccid }: KnownSim): string => {
  if (isNotPermitted(error)) return `NetworkManager lets this user add no profile. Run Dialtone as root, or ${byHand}`;
  if (isNoReply(error))
    return 'NetworkManager did not answer. It is asked again when it starts anew, or the stick is plugged anew.';
  const said = error instanceof Error ? error.message : String(error);
  // What it refuses it may quote, and a SIM's number is in no fact.
  return `NetworkManager would not take it (${said.replaceAll(iccid, '…')}). You may ${byHand}`;
};

/** Without the empty APN nmcli makes one up. */
const byHand = "add one by hand: nmcli connection add type gsm ifname '*' apn ''";
