import type { ConfigOption } from './control-packet.js';
import type { NegotiationRules } from './negotiation.js';
import { addressOctets, addressText } from './octets.js';

/** What one end asks for at IPCP (RFC 1332, and RFC 1877 for name servers); undefined is not asked for. */
export interface IpcpValues {
  readonly address: string | undefined;
  readonly dns1: string | undefined;
  readonly dns2: string | undefined;
  /** Configure-Naks in a row with real values. */
  readonly naks: number;
  /** Configure-Naks with placeholders. */
  readonly placeholders: number;
}

export const noIpcpValues: IpcpValues = {
  address: undefined,
  dns1: undefined,
  dns2: undefined,
  naks: 0,
  placeholders: 0,
};

export const unspecified = '0.0.0.0';

/** What pppd takes when the peer does not name itself. Sticks name it too; it is nobody's and does no harm. */
export const namelessPeer = '10.64.64.64';

/**
 * Name servers that Qualcomm sticks offer while the data context is not up yet (seen on an AC860, and dropped by every
 * dialler that knew). They are never taken: asking again gives the real ones once the context is there.
 */
export const placeholderDns: readonly string[] = ['10.11.12.13', '10.11.12.14'];

/** What a peer's Nak or Ack names: an address (0.0.0.0 when none) and name servers. */
export const offerOf = (
  options: readonly ConfigOption[],
): { readonly address: string; readonly dns: readonly string[]; readonly placeholder: boolean } => {
  const dns = [addressIn(options, ipcpOption.dns1), addressIn(options, ipcpOption.dns2)].filter(isNamed);
  return {
    address: addressIn(options, ipcpOption.address) ?? unspecified,
    dns: [...new Set(dns)],
    placeholder: dns.some(isPlaceholder),
  };
};

export const ipcpOption = { address: 3, dns1: 129, dns2: 131 } as const;

export const isNamed = (address: string | undefined): address is string =>
  address !== undefined && address !== unspecified;
const isPlaceholder = (address: string): boolean => placeholderDns.includes(address);

/** The options of a Configure-Request. */
export const ipcpOptions = ({ address, dns1, dns2 }: IpcpValues): readonly ConfigOption[] => [
  ...(address === undefined ? [] : [ipOption(ipcpOption.address, address)]),
  ...(dns1 === undefined ? [] : [ipOption(ipcpOption.dns1, dns1)]),
  ...(dns2 === undefined ? [] : [ipOption(ipcpOption.dns2, dns2)]),
];

export const ipOption = (type: number, address: string): ConfigOption => ({ type, data: addressOctets(address) });

export const addressIn = (options: readonly ConfigOption[], type: number): string | undefined => {
  const found = options.find((candidate) => candidate.type === type && candidate.data.length === 4);
  return found && addressText(found.data);
};

/** What differs between the two ends. */
export type RoleRules = Pick<
  NegotiationRules<IpcpValues>,
  'maxConfigure' | 'maxFailure' | 'judge' | 'onNak' | 'onReject'
>;

/** What is left to ask for when the peer has refused some. */
export const withoutOptions = (ours: IpcpValues, refused: readonly ConfigOption[]): IpcpValues => {
  const kept = (type: number, value: string | undefined): string | undefined =>
    refused.some((candidate) => candidate.type === type) ? undefined : value;
  return {
    ...ours,
    address: kept(ipcpOption.address, ours.address),
    dns1: kept(ipcpOption.dns1, ours.dns1),
    dns2: kept(ipcpOption.dns2, ours.dns2),
  };
};
