import { Exit } from '../facts/exit.js';
import type { FactBody } from '../facts/fact.js';
import type { PppEvent } from '../ppp/ppp-event.js';
import type { StageTools } from './tools.js';

/** Tells the ledger what the link says of itself. */
export const reportPppEvent = (event: PppEvent, tools: StageTools): void => {
  const fact = factOf(event);
  if (fact) tools.report(fact);
};

const factOf = (event: PppEvent): FactBody | undefined => {
  switch (event.kind) {
    case 'lcp-opened':
      return { fact: 'ppp.lcp-opened', auth: event.auth, mru: event.mru };
    case 'auth-started':
      return { fact: 'ppp.auth-started', protocol: event.protocol };
    case 'auth-succeeded':
      return { fact: 'ppp.auth-succeeded', protocol: event.protocol };
    case 'auth-refused':
      return { fact: 'ppp.auth-refused', protocol: event.protocol, message: event.message };
    case 'ipcp-sent':
      return { fact: 'ppp.ipcp-sent', count: event.count };
    case 'ipcp-offered':
      return { fact: 'ppp.ipcp-offered', address: event.address, dns: event.dns, placeholder: event.placeholder };
    case 'protocol-rejected':
      return { fact: 'ppp.protocol-rejected', protocol: event.protocol.toString(16).padStart(4, '0') };
    case 'terminate-received':
      return { fact: 'ppp.terminate-received', message: event.message, up: event.up };
    case 'up':
      return { fact: 'ppp.up', address: event.address, peer: event.peer, dns: event.dns };
    case 'said':
      return { fact: 'pppd.said', line: event.line };
    case 'exited': {
      const { kind, ...how } = event;
      return { fact: 'pppd.exited', ...how };
    }
    case 'ended':
      return { fact: 'ppp.ended', because: event.because };
    case 'lcp-silent':
    case 'loopback':
    case 'ipcp-failed':
    case 'echo-lost':
      return undefined;
  }
};

/** Which exit the events before `ended` add up to: the first failure among them, since what follows is its consequence. */
export const exitAfter = (events: readonly PppEvent[]): Exit =>
  events.map(exitOf).find((exit) => exit !== undefined) ?? new Exit('ppp.hung-up');

const exitOf = (event: PppEvent): Exit | undefined => {
  switch (event.kind) {
    case 'lcp-silent':
      return new Exit('ppp.lcp-silent', `${event.requests} requests`);
    case 'loopback':
      return new Exit('ppp.loopback');
    case 'auth-refused':
      return new Exit('ppp.auth-refused', event.message);
    case 'ipcp-failed':
      return new Exit(event.because === 'no-address' ? 'ppp.ipcp-no-address' : 'ppp.ipcp-rejected');
    case 'terminate-received':
      return new Exit(event.up ? 'ppp.peer-terminated' : 'ppp.context-refused', event.message);
    case 'echo-lost':
      return new Exit('ppp.echo-lost', `${event.unanswered} unanswered`);
    default:
      return undefined;
  }
};
