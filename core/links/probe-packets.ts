import {
  defer,
  filter,
  last,
  map,
  merge,
  type Observable,
  type SchedulerLike,
  scan,
  startWith,
  takeUntil,
  takeWhile,
  timer,
} from 'rxjs';
import type { Probe } from '../facts/fact.js';
import { buildDnsQuery, dnsType, parseDnsAnswer } from '../ppp/dns-message.js';
import { buildEcho, buildIpv4, buildUdp, ipProtocol, parseEcho, parseIpv4, parseUdp } from '../ppp/ip-packet.js';
import { read16 } from '../ppp/octets.js';
import type { LinkAddress } from './userspace-options.js';

/** What a probe of raw packets works with. */
export interface ProbeWires {
  readonly clock: SchedulerLike;
  readonly address: Pick<LinkAddress, 'address' | 'peer' | 'dns'>;
  readonly random: (count: number) => Uint8Array;
  readonly limitMs: number;
  readonly arrived$: Observable<Uint8Array>;
  readonly send: (packet: Uint8Array) => void;
}

/**
 * One echo to the link's first name server, else to its peer, and one query for the root's name servers to the same one. Gives
 * one result: as soon as everything asked is answered, else at the limit. `ok` when anything at all came back: many operators
 * drop echoes.
 */
export const probePackets = (wires: ProbeWires): Observable<Probe> =>
  defer(() => {
    const { clock, address, limitMs, arrived$ } = wires;
    const id = read16(wires.random(2));
    const asked = questions(wires, id);
    const began = clock.now();
    const answers$ = arrived$.pipe(
      map((packet) => answerIn(packet, address, id)),
      filter((answer) => answer !== undefined),
      map((answer): Partial<Answers> => (answer === 'echo' ? { rttMs: clock.now() - began } : { names: true })),
      takeUntil(timer(limitMs, clock)),
    );
    return merge(answers$, sending(wires, asked)).pipe(
      scan((known, answer): Answers => ({ ...answer, ...known, names: known.names || answer.names === true }), nothing),
      startWith(nothing),
      takeWhile(({ rttMs, names }) => rttMs === undefined || (!names && address.dns.length > 0), true),
      last(),
      map(
        ({ rttMs, names }): Probe => ({
          ok: rttMs !== undefined || names,
          names,
          ...(rttMs === undefined ? {} : { rttMs }),
        }),
      ),
    );
  });

/** What has been answered so far. */
interface Answers {
  readonly rttMs?: number;
  readonly names: boolean;
}
const nothing: Answers = { names: false };

const dnsPort = 53;

/** Sends on subscription and says nothing; merged behind the listening, so that no answer can come too early. */
const sending = ({ send }: ProbeWires, packets: readonly Uint8Array[]): Observable<Partial<Answers>> =>
  defer(() => {
    packets.forEach(send);
    return [];
  });

const questions = ({ address: { address, peer, dns } }: ProbeWires, id: number): readonly Uint8Array[] => {
  const server = dns[0];
  const echo = buildEcho({ kind: 'request', id, sequence: 1, data: new Uint8Array(8) });
  const ping = buildIpv4({ source: address, destination: server ?? peer, protocol: ipProtocol.icmp, payload: echo });
  if (server === undefined) return [ping];
  const payload = buildDnsQuery({ id, name: '.', type: dnsType.ns });
  const query = buildUdp({
    source: address,
    destination: server,
    sourcePort: portOf(id),
    destinationPort: dnsPort,
    payload,
  });
  return [ping, query];
};

/** A port of the dynamic range, 49152 to 65535. */
const portOf = (id: number): number => 0xc000 | id;

const answerIn = (
  packet: Uint8Array,
  { address, dns }: ProbeWires['address'],
  id: number,
): 'echo' | 'name' | undefined => {
  const ip = parseIpv4(packet);
  if (ip === undefined || ip.destination !== address) return undefined;
  const echo = ip.protocol === ipProtocol.icmp ? parseEcho(ip.payload) : undefined;
  if (echo?.kind === 'reply' && echo.id === id) return 'echo';
  const datagram = parseUdp(packet);
  const isOurs =
    datagram?.source === dns[0] && datagram?.sourcePort === dnsPort && datagram.destinationPort === portOf(id);
  return datagram !== undefined && isOurs && parseDnsAnswer(datagram.payload)?.id === id ? 'name' : undefined;
};
