import type { SessionState } from '../../facts/session-state.js';
import type { FaceBearer } from '../face-state.js';
import type { bearerTable } from '../tables/bearer.js';
import { type Dict, variant } from '../wire/values.js';
import type { PropertiesOf } from './properties-of.js';

/** org.freedesktop.ModemManager1.Bearer. The link is there already when NetworkManager hears of it: it only lays addresses and routes on it. */
export const projectBearer = (
  { connected, error, stats, properties }: FaceBearer,
  session: SessionState,
): PropertiesOf<typeof bearerTable> => {
  const link = connected ? session.link : undefined;
  return {
    Interface: link?.interface ?? '',
    Connected: link !== undefined,
    ConnectionError: error,
    Suspended: false,
    Multiplexed: false,
    Ip4Config: link?.interface === undefined ? noConfig : staticConfig(link),
    Ip6Config: noConfig,
    Stats: stats === undefined ? {} : statistics(stats),
    ReloadStatsSupported: stats !== undefined,
    IpTimeout: 20,
    BearerType: 1,
    ProfileId: -1,
    Properties: withoutSecrets(properties),
  };
};

/** MMBearerIpMethod. */
const noConfig: Dict = { method: variant('u', 0) };
const staticMethod = variant('u', 2);

type Link = NonNullable<SessionState['link']>;

/** ModemManager has room for three name servers. */
const staticConfig = ({ address, peer, dns }: Link): Dict => ({
  method: staticMethod,
  address: variant('s', address),
  prefix: variant('u', 32),
  gateway: variant('s', peer),
  ...Object.fromEntries(dns.slice(0, 3).map((server, index) => [`dns${index + 1}`, variant('s', server)])),
});

/** Of this connection, and the tries of them all. */
const statistics = ({ startedAt, seconds, rx, tx, attempts, failed }: NonNullable<FaceBearer['stats']>): Dict => ({
  'start-date': variant('t', BigInt(startedAt)),
  ...(seconds === undefined ? {} : { duration: variant('u', seconds) }),
  'rx-bytes': variant('t', rx),
  'tx-bytes': variant('t', tx),
  attempts: variant('u', attempts),
  'failed-attempts': variant('u', failed),
});

/** They are left out where a bearer is made; everybody on this machine may read what stands here. */
const withoutSecrets = ({ password: _, pin: __, ...rest }: Dict): Dict => rest;
