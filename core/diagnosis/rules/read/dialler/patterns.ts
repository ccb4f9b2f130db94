import type { FactPattern } from '@dialtone/plugins';
import type { Sign } from '../../../../facts/signs/index.js';

/** This was seen, with this in its detail. */
export const signOf = (name: Sign, detail: string): FactPattern => ({
  fact: 'sign.seen',
  where: { sign: name, detail: { contains: detail } },
});

export const simState = (...states: readonly string[]): FactPattern => ({
  fact: 'sim.state',
  where: { state: { oneOf: [...states] } },
});
export const simReady = simState('READY');
export const simLocked: FactPattern = { fact: 'sim.state', where: { state: { contains: 'PH-' } } };
/** Nothing can be asked of the network with a SIM like this. */
export const simUnfit: readonly FactPattern[] = [
  simState('NOT INSERTED', 'FAILURE', 'SIM FAILURE', 'ABSENT', 'SIM PIN', 'SIM PUK', 'WRONG', 'NOT READY'),
  simLocked,
];

export const modemAnswered: FactPattern = { fact: 'at.replied', where: { ok: true } };
export const registered: FactPattern = { fact: 'registration.changed', where: { registered: true } };
export const unregistered: FactPattern = { fact: 'registration.changed', where: { registered: false } };
export const connected: FactPattern = { fact: 'dial.connected' };
export const up: FactPattern = { fact: 'ppp.up' };
export const callUp: FactPattern = { fact: 'call.summed', where: { ipcp: 'up' } };
/** There is a network in reach: what the antenna hears is not the fault. */
export const heard: FactPattern = { fact: 'signal.measured', where: { percent: { atLeast: 4 } } };
