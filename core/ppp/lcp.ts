import type { ConfigOption } from './control-packet.js';
import { judgeOptions, type OptionVerdict } from './judge-options.js';
import type { NegotiationRules, Retry } from './negotiation.js';
import { octets16, octets32, read16, read32 } from './octets.js';
import type { PppConfig } from './ppp-config.js';

export type AuthProtocol = 'pap' | 'chap';

/** What one end wants of the other at LCP; undefined means the default, and is not sent. */
export interface LcpValues {
  /** Longest packet that it takes, in octets; 1500 when not said. */
  readonly mru: number | undefined;
  readonly asyncmap: number | undefined;
  /** How the other end has to prove who it is. */
  readonly auth: AuthProtocol | undefined;
  readonly magic: number | undefined;
  readonly protocolCompression: boolean;
  readonly addressCompression: boolean;
  /** Configure-Naks heard; after ten we no longer argue. */
  readonly naks: number;
}

export const noLcpValues: LcpValues = {
  mru: undefined,
  asyncmap: undefined,
  auth: undefined,
  magic: undefined,
  protocolCompression: false,
  addressCompression: false,
  naks: 0,
};

/** What is longest without a word said (RFC 1661, 6.1). */
export const defaultMru = 1500;

/** What we ask for at first. */
export const lcpWish = (config: PppConfig): LcpValues => ({
  mru: config.mru === defaultMru ? undefined : config.mru,
  asyncmap: config.asyncmap ?? 0,
  auth: config.role === 'server' && config.auth !== 'none' ? config.auth : undefined,
  magic: freshMagic(config),
  protocolCompression: config.compression ?? true,
  addressCompression: config.compression ?? true,
  naks: 0,
});

export const lcpRules = (config: PppConfig): NegotiationRules<LcpValues> => ({
  maxConfigure: (config.role === 'client' ? config.lcpMaxConfigure : undefined) ?? 10,
  maxTerminate: 2,
  maxFailure: 5,
  restartMs: config.restartMs ?? 3_000,
  terminateMs: config.terminateMs ?? 1_000,
  options: lcpOptions,
  judge: (asked, { ours }) => judgeOptions(asked, noLcpValues, (option) => judgeOption(config, ours, option)),
  onNak: (ours, named) =>
    ours.naks < mostNaks
      ? {
          kind: 'retry',
          ours: { ...named.reduce((values, option) => concede(config, values, option), ours), naks: ours.naks + 1 },
        }
      : withoutOptions(ours, named),
  onReject: withoutOptions,
});

/** The magic number among a peer's options: our own coming back means that the line is a loop. */
export const magicOf = (options: readonly ConfigOption[]): number | undefined => {
  const option = options.find(({ type, data }) => type === lcpOption.magic && data.length === 4);
  return option && read32(option.data);
};

const lcpOption = {
  mru: 1,
  asyncmap: 2,
  auth: 3,
  magic: 5,
  protocolCompression: 7,
  addressCompression: 8,
} as const;

/** A peer that corrects us this often without end is taken at its word: the option is dropped. */
const mostNaks = 10;
/** Smaller packets would not carry what RFC 791 asks of every host, and pppd refuses them too. */
const smallestMru = 128;

const papOctets = [0xc0, 0x23];
/** CHAP with MD5, the only algorithm that sticks propose. */
const chapOctets = [0xc2, 0x23, 5];

const lcpOptions = (values: LcpValues): readonly ConfigOption[] => [
  ...(values.mru === undefined ? [] : [option(lcpOption.mru, octets16(values.mru))]),
  ...(values.asyncmap === undefined ? [] : [option(lcpOption.asyncmap, octets32(values.asyncmap))]),
  ...(values.auth === undefined ? [] : [authOption(values.auth)]),
  ...(values.magic === undefined ? [] : [option(lcpOption.magic, octets32(values.magic))]),
  ...(values.protocolCompression ? [option(lcpOption.protocolCompression, [])] : []),
  ...(values.addressCompression ? [option(lcpOption.addressCompression, [])] : []),
];

const option = (type: number, data: readonly number[]): ConfigOption => ({ type, data: Uint8Array.from(data) });
const authOption = (auth: AuthProtocol): ConfigOption =>
  option(lcpOption.auth, auth === 'pap' ? papOctets : chapOctets);

/** 0 means "none", so never that. */
const freshMagic = (config: PppConfig): number => read32(config.random(4)) || 1;

const reject = { kind: 'reject' } as const;
const accept = (learn: (theirs: LcpValues) => LcpValues): OptionVerdict<LcpValues> => ({ kind: 'accept', learn });

const judgeOption = (config: PppConfig, ours: LcpValues, asked: ConfigOption): OptionVerdict<LcpValues> => {
  const { type, data } = asked;
  switch (type) {
    case lcpOption.mru:
      return data.length === 2 ? judgeMru(read16(data)) : reject;
    case lcpOption.asyncmap:
      return data.length === 4 ? accept((theirs) => ({ ...theirs, asyncmap: read32(data) })) : reject;
    case lcpOption.auth:
      return judgeAuth(config, data);
    case lcpOption.magic:
      return data.length === 4 ? judgeMagic(config, ours, read32(data)) : reject;
    case lcpOption.protocolCompression:
      return mayCompress(config, data) ? accept((theirs) => ({ ...theirs, protocolCompression: true })) : reject;
    case lcpOption.addressCompression:
      return mayCompress(config, data) ? accept((theirs) => ({ ...theirs, addressCompression: true })) : reject;
    default:
      return reject;
  }
};

const judgeMru = (mru: number): OptionVerdict<LcpValues> =>
  mru >= smallestMru
    ? accept((theirs) => ({ ...theirs, mru }))
    : { kind: 'nak', named: option(lcpOption.mru, octets16(smallestMru)) };

/** A server proves nothing to its client. With no method allowed we refuse, and Three's network goes on without. */
const judgeAuth = (config: PppConfig, data: Uint8Array): OptionVerdict<LcpValues> => {
  if (config.role === 'server') return reject;
  const auth = authOf(data);
  if (auth !== undefined && config.auth.includes(auth)) return accept((theirs) => ({ ...theirs, auth }));
  const allowed = config.auth.find((method) => method !== 'none');
  return allowed === undefined ? reject : { kind: 'nak', named: authOption(allowed) };
};

const authOf = (data: Uint8Array): AuthProtocol | undefined => {
  const matches = (octets: readonly number[]): boolean =>
    data.length === octets.length && octets.every((octet, at) => octet === data[at]);
  if (matches(papOctets)) return 'pap';
  return matches(chapOctets) ? 'chap' : undefined;
};

const judgeMagic = (config: PppConfig, ours: LcpValues, magic: number): OptionVerdict<LcpValues> =>
  magic !== 0 && magic !== ours.magic
    ? accept((theirs) => ({ ...theirs, magic }))
    : { kind: 'nak', named: option(lcpOption.magic, octets32(freshMagic(config))) };

const mayCompress = (config: PppConfig, data: Uint8Array): boolean => data.length === 0 && (config.compression ?? true);

/** Takes a correction of ours where it is one that we can live with. */
const concede = (config: PppConfig, ours: LcpValues, { type, data }: ConfigOption): LcpValues => {
  switch (type) {
    case lcpOption.mru:
      return { ...ours, mru: concededMru(ours.mru, data) };
    case lcpOption.asyncmap:
      return data.length === 4 ? { ...ours, asyncmap: ((ours.asyncmap ?? 0) | read32(data)) >>> 0 } : ours;
    case lcpOption.auth:
      return { ...ours, auth: ours.auth === undefined ? undefined : (authOf(data) ?? ours.auth) };
    case lcpOption.magic:
      return { ...ours, magic: freshMagic(config) };
    default:
      return ours;
  }
};

/** Less than we can take is no harm; more is not ours to promise. */
const concededMru = (mru: number | undefined, data: Uint8Array): number | undefined => {
  const named = read16(data);
  return mru !== undefined && data.length === 2 && named >= smallestMru && named < mru ? named : mru;
};

function withoutOptions(ours: LcpValues, refused: readonly ConfigOption[]): Retry<LcpValues> {
  const types = refused.map(({ type }) => type);
  const kept = <T>(type: number, value: T, otherwise: T): T => (types.includes(type) ? otherwise : value);
  return {
    kind: 'retry',
    ours: {
      mru: kept(lcpOption.mru, ours.mru, undefined),
      asyncmap: kept(lcpOption.asyncmap, ours.asyncmap, undefined),
      auth: kept(lcpOption.auth, ours.auth, undefined),
      magic: kept(lcpOption.magic, ours.magic, undefined),
      protocolCompression: kept(lcpOption.protocolCompression, ours.protocolCompression, false),
      addressCompression: kept(lcpOption.addressCompression, ours.addressCompression, false),
      naks: ours.naks,
    },
  };
}
