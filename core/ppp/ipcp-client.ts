import type { ConfigOption } from './control-packet.js';
import {
  addressIn,
  type IpcpValues,
  ipcpOption,
  isNamed,
  noIpcpValues,
  offerOf,
  type RoleRules,
  unspecified,
  withoutOptions,
} from './ipcp-values.js';
import { judgeOptions, type OptionVerdict } from './judge-options.js';
import type { Retry } from './negotiation.js';
import { addressText } from './octets.js';
import type { PppClientConfig } from './ppp-config.js';

/** The client asks for an address and two name servers, and takes what it is given, but for placeholders. */
export const clientRules = (config: PppClientConfig): RoleRules => ({
  maxConfigure: config.ipcpMaxConfigure ?? Number.POSITIVE_INFINITY,
  maxFailure: 5,
  judge: (asked) => judgeOptions(asked, noIpcpValues, judgeNetwork),
  onNak: correctClient,
  onReject: (ours, refused) =>
    refused.some(({ type }) => type === ipcpOption.address)
      ? { kind: 'give-up', because: 'rejected' }
      : { kind: 'retry', ours: withoutOptions(ours, refused) },
});

/** The modem says "not yet" about every second; half a minute of it is a context that does not come. */
const placeholderPauseMs = 1_000;
const mostPlaceholders = 30;
/** After so many corrections without an agreement it is a dispute. */
const mostNaks = 10;

/** Of the network we only want to know its address. Header compression (VJ) above all is refused: old sticks get it wrong. */
const judgeNetwork = ({ type, data }: ConfigOption): OptionVerdict<IpcpValues> => {
  const address = addressText(data);
  return type === ipcpOption.address && data.length === 4 && address !== unspecified
    ? { kind: 'accept', learn: (theirs) => ({ ...theirs, address }) }
    : { kind: 'reject' };
};

const correctClient = (ours: IpcpValues, named: readonly ConfigOption[]): Retry<IpcpValues> => {
  if (offerOf(named).placeholder) return askAgainLater(ours);
  if (ours.naks + 1 >= mostNaks) {
    // An address that was named and then not granted is a dispute about options; none at all is a context that is not there.
    return {
      kind: 'give-up',
      because: isNamed(ours.address) || isNamed(offerOf(named).address) ? 'rejected' : 'no-address',
    };
  }
  const take = (type: number, value: string | undefined): string | undefined =>
    value === undefined ? undefined : (addressIn(named, type) ?? value);
  return {
    kind: 'retry',
    ours: {
      ...ours,
      address: take(ipcpOption.address, ours.address),
      dns1: usefulDns(ours.dns1, take(ipcpOption.dns1, ours.dns1), named, ipcpOption.dns1),
      dns2: usefulDns(ours.dns2, take(ipcpOption.dns2, ours.dns2), named, ipcpOption.dns2),
      naks: ours.naks + 1,
    },
  };
};

/** A name server that is "corrected" to the very value we asked for is one that the network does not have. */
const usefulDns = (
  asked: string | undefined,
  corrected: string | undefined,
  named: readonly ConfigOption[],
  type: number,
): string | undefined => (addressIn(named, type) !== undefined && asked === corrected ? undefined : corrected);

/** Everything is asked for from the start: what came together with placeholders is not to be trusted either. */
const askAgainLater = (ours: IpcpValues): Retry<IpcpValues> => {
  if (ours.placeholders + 1 >= mostPlaceholders) return { kind: 'give-up', because: 'no-address' };
  const again = (value: string | undefined): string | undefined => value && unspecified;
  return {
    kind: 'retry',
    pauseMs: placeholderPauseMs,
    ours: {
      address: unspecified,
      dns1: again(ours.dns1),
      dns2: again(ours.dns2),
      naks: 0,
      placeholders: ours.placeholders + 1,
    },
  };
};
