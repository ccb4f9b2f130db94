import { describe, expect, it } from 'vitest';
import type { Fact, FactBody } from '../facts/fact.js';
import { type Learnt, learn } from './learnt.js';
import { stageSummary } from './stage-summary.js';

const after = (...bodies: readonly FactBody[]): Learnt =>
  bodies.map((body): Fact => ({ ...body, t: 0 })).reduce(learn, {});

describe('stageSummary', () => {
  it('says nothing before anything is learnt', () => {
    expect(stageSummary('init', {})).toBe('');
    expect(stageSummary('modeswitch', {})).toBe('');
  });

  it('says that a stick which arrived as a modem needed no switch', () => {
    expect(stageSummary('modeswitch', after({ fact: 'stage.passed', ms: 1 }))).toBe('not needed');
  });

  it('tells a model apart that was only known after the switch', () => {
    const refined = after({ fact: 'device.refined', device: 'mf636', model: 'MF636', plugin: 'zte' });
    expect(stageSummary('modeswitch', refined)).toBe('it is a MF636');
  });

  it('shows a stick with a single port', () => {
    const single = after({ fact: 'ports.selected', control: 0, data: 0, ports: [] });
    expect(stageSummary('port-select', single)).toBe('commands and data on interface 0');
  });

  it('keeps the network that took the SIM when another did not', () => {
    const learnt = after(
      { fact: 'registration.changed', domain: 'packet', status: 5, registered: true, roaming: true },
      { fact: 'registration.changed', domain: 'circuit', status: 3, registered: false, roaming: false },
      { fact: 'sim.state', state: 'SIM PIN' },
      { fact: 'sim.unlocked' },
    );
    expect(stageSummary('init', learnt)).toBe('SIM unlocked, registered as a guest');
  });

  it('names the interface of the link, and silence while there is none', () => {
    const up = after(
      { fact: 'ppp.up', address: '10.0.0.2', peer: '10.0.0.1', dns: [] },
      { fact: 'link.attached', engine: 'userspace', interface: 'tun0' },
    );
    expect(stageSummary('ppp', up)).toBe('address 10.0.0.2, interface tun0');
    expect(stageSummary('ppp', after({ fact: 'ppp.silence-suspected', ms: 6000, causes: [] }))).toBe(
      'IPCP silent for 6.0 s',
    );
  });
});
