import type { VirtualNetwork } from '@dialtone/plugins';
import { buildDnsAnswer, parseDnsQuery } from '../ppp/dns-message.js';
import { answerEcho, buildUdp, parseUdp } from '../ppp/ip-packet.js';

/** What every name resolves to: an address of the documentation range (RFC 5737), so that nobody takes it for a real one. */
export const everyName = '203.0.113.10';

const dnsPort = 53;

/**
 * The internet behind the virtual network: a ping to anywhere comes back, and its own name servers know every name. Everything else is
 * swallowed. `undefined`: no answer.
 */
export const answerPacket = (network: VirtualNetwork, packet: Uint8Array): Uint8Array | undefined =>
  answerEcho(packet) ?? answerName(network, packet);

const answerName = (network: VirtualNetwork, packet: Uint8Array): Uint8Array | undefined => {
  const asked = parseUdp(packet);
  if (asked?.destinationPort !== dnsPort || !network.dns.includes(asked.destination)) return undefined;
  const query = parseDnsQuery(asked.payload);
  if (query === undefined) return undefined;
  return buildUdp({
    source: asked.destination,
    destination: asked.source,
    sourcePort: dnsPort,
    destinationPort: asked.sourcePort,
    payload: buildDnsAnswer(query, { addresses: [everyName] }),
  });
};
