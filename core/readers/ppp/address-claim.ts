import { unspecified } from '../../ppp/ipcp-values.js';
import type { LogPacket } from '../../ppp/log-packet.js';

/** What the network gave us for an address, and how often we asked for another one all the same. */
export interface AddressClaim {
  readonly given: string;
  readonly times: number;
}
export const noClaim: AddressClaim = { given: '', times: 0 };

/** pppd takes what it is given, unless its options name an address and do not say that another will do: then it asks for its own until both give up. */
export const claimAfter = (claim: AddressClaim, { way, code, options }: LogPacket): AddressClaim => {
  const address = options.find(([name]) => name === 'addr')?.[1];
  if (address === undefined || address === unspecified) return claim;
  if (way === 'rcvd' && code === 'ConfNak') return { ...claim, given: address };
  if (way === 'sent' && code === 'ConfReq' && claim.given !== '' && claim.given !== address)
    return { ...claim, times: claim.times + 1 };
  return claim;
};
