import type { ConfigOption } from './control-packet.js';
import {
  type IpcpValues,
  ipcpOption,
  ipOption,
  noIpcpValues,
  placeholderDns,
  type RoleRules,
  unspecified,
  withoutOptions,
} from './ipcp-values.js';
import { judgeOptions, type OptionVerdict } from './judge-options.js';
import type { Judgement, Negotiation } from './negotiation.js';
import { addressText } from './octets.js';
import type { PppServerConfig } from './ppp-config.js';

/** The network side gives an address and name servers, or misbehaves as its configuration says. */
export const serverRules = (config: PppServerConfig): RoleRules => ({
  maxConfigure: 10,
  // The misbehaviours live on Naks without end.
  maxFailure: config.ipcp === undefined || config.ipcp === 'answer' ? 5 : Number.POSITIVE_INFINITY,
  judge: (asked, negotiation) => judgeClient(config, asked, negotiation),
  onNak: (ours) => ({
    kind: 'retry',
    ours: { ...ours, naks: ours.naks + 1, address: ours.naks < 10 ? ours.address : undefined },
  }),
  onReject: (ours, refused) => ({ kind: 'retry', ours: withoutOptions(ours, refused) }),
});

const judgeClient = (
  config: PppServerConfig,
  asked: readonly ConfigOption[],
  { naksSent }: Negotiation<IpcpValues>,
): Judgement<IpcpValues> => {
  const { ipcp = 'answer' } = config;
  if (ipcp === 'silent') return { kind: 'ignore' };
  if (ipcp === 'placeholder') return judgeNotYet(asked);
  if (typeof ipcp === 'object' && naksSent < ipcp.placeholders) return judgeNotYet(asked);
  return judgeOptions(asked, noIpcpValues, (option) => judgeAsked(config, option));
};

/** As the sticks do it: only the name servers are corrected, and who asks for none hears nothing. */
const judgeNotYet = (asked: readonly ConfigOption[]): Judgement<IpcpValues> => {
  const wanted = asked.filter(({ type }) => type === ipcpOption.dns1 || type === ipcpOption.dns2);
  const named = wanted.map(({ type }) =>
    ipOption(type, placeholderDns[type === ipcpOption.dns1 ? 0 : 1] ?? unspecified),
  );
  return wanted.length === 0 ? { kind: 'ignore' } : { kind: 'nak', named, asked: wanted };
};

const judgeAsked = (config: PppServerConfig, { type, data }: ConfigOption): OptionVerdict<IpcpValues> => {
  const granted = grantedTo(config, type, addressText(data));
  if (granted === undefined || data.length !== 4) return { kind: 'reject' };
  if (granted !== addressText(data)) return { kind: 'nak', named: ipOption(type, granted) };
  return {
    kind: 'accept',
    learn: type === ipcpOption.address ? (theirs) => ({ ...theirs, address: granted }) : (theirs) => theirs,
  };
};

const grantedTo = (config: PppServerConfig, type: number, asked: string): string | undefined => {
  switch (type) {
    case ipcpOption.address:
      return config.ipcp === 'conflict' && asked === config.address ? config.peer : config.address;
    case ipcpOption.dns1:
      return config.dns[0];
    case ipcpOption.dns2:
      return config.dns[1];
    default:
      return undefined;
  }
};
