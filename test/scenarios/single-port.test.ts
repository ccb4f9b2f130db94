import type { DeviceDefinition } from '@dialtone/plugins';
import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig, type RigOptions } from '../../core/sim/rig.js';
import { mf627, story, threeUk } from './story.js';

/** A stick with one port for commands and calls: while a call is up nobody can be asked, and its end must give the port back. */
let rig: Rig;
afterEach(() => rig?.end());

const single: DeviceDefinition = {
  ...mf627,
  id: 'single',
  ports: { 0: 'data' },
  match: { usb: mf627.match.usb },
  twin: mf627.twin && {
    ...mf627.twin,
    interfaces: [{ number: 0, kind: 'serial', answers: 'data' }],
  },
};
const started = (changes: Partial<RigOptions> = {}): Rig =>
  story({
    world: { device: single, carrier: threeUk },
    devices: [{ plugin: 'acme', value: single }],
    ...changes,
  });
const steps = () => factsOf(rig.facts, 'step.passed').map(({ step }) => step);
const stagesEntered = () => factsOf(rig.facts, 'stage.entered').map(({ stage }) => stage);

describe('a stick with a single port', () => {
  it('goes online', async () => {
    rig = started();
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(factsOf(rig.facts, 'ports.selected')).toMatchObject([{ control: 0, data: 0 }]);
    expect(rig.world.stats().portsOpen).toBe(1);
  });

  it('is redialled when the link is lost, without asking anew what a call does not change', async () => {
    rig = started({ misbehave: ['peer-terminates=60'] });
    await rig.verdict();
    const before = { steps: steps().length, stages: stagesEntered().length };
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(steps().slice(before.steps)).toEqual([]);
    expect(stagesEntered().slice(before.stages)).toEqual(['port-select', 'dial', 'ppp']);
  });

  it('hangs up as soon as the call is not wanted, and dials when it is', async () => {
    rig = started();
    await rig.verdict();
    rig.want({ level: 'ready', overrides: {} });
    await rig.run(undefined, 2000);
    expect(factsOf(rig.facts, 'port.closed')).toHaveLength(1);
    rig.want({ level: 'online', overrides: {} });
    expect(await rig.verdict()).toMatchObject({ online: true });
  });

  it('is repaired through its port when a dial fails: the port is still there to speak to', async () => {
    const carrier = { ...threeUk, recovery: [{ on: 'dial.busy', action: 'radio-cycle', upTo: 1 }] as const };
    rig = started({
      misbehave: ['dial-busy'],
      carriers: [{ plugin: 'three-uk', value: { ...threeUk, recovery: [...carrier.recovery] } }],
    });
    await rig.verdict();
    const commands = factsOf(rig.facts, 'at.sent').map(({ command }) => command);
    expect(commands).toContain('AT+CFUN=4');
    expect(factsOf(rig.facts, 'recovery.chosen')[0]).toMatchObject({ action: 'radio-cycle' });
  });

  it('goes on to the next profile when the network is silent', async () => {
    rig = started({ misbehave: ['apn-only=3internet'] });
    expect(await rig.verdict()).toMatchObject({ online: true, apn: { value: '3internet' } });
    expect(factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit)).toEqual(['ppp.ipcp-silent']);
    expect(steps().filter((step) => step === 'register')).toHaveLength(1);
  });

  it('can be told to end at any time of the call', async () => {
    for (const fact of ['dial.connected', 'ppp.started', 'online'] as const) {
      rig = started();
      await rig.run(() => rig.facts.some((one) => one.fact === fact));
      await rig.end();
    }
  });
});
