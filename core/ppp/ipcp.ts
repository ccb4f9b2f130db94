import { clientRules } from './ipcp-client.js';
import { serverRules } from './ipcp-server.js';
import { type IpcpValues, ipcpOptions, noIpcpValues, unspecified } from './ipcp-values.js';
import type { NegotiationRules } from './negotiation.js';
import type { PppConfig } from './ppp-config.js';

/** What we ask for at first: a client its address and two name servers, a server that its own address be known. */
export const ipcpWish = (config: PppConfig): IpcpValues =>
  config.role === 'client'
    ? { ...noIpcpValues, address: unspecified, dns1: unspecified, dns2: unspecified }
    : { ...noIpcpValues, address: config.peer };

export const ipcpRules = (config: PppConfig): NegotiationRules<IpcpValues> => ({
  maxTerminate: 2,
  restartMs: config.restartMs ?? 3_000,
  terminateMs: config.terminateMs ?? 1_000,
  options: ipcpOptions,
  ...(config.role === 'client' ? clientRules(config) : serverRules(config)),
});
