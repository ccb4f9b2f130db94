import type { Layer } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { exitStatus } from './exit-status.js';
import { failedRun, happyRun, leaving } from './recorded-facts.test.data.js';

const once = { once: true };
const staying = { once: false };

const offline = (stage: Layer, id: 'no-usb-modem' | 'internal-error'): Fact => ({
  t: 20_000,
  fact: 'verdict',
  online: false,
  stage,
  causes: [{ id, layer: 'detect', confidence: 1, says: '', remedy: '', evidence: [] }],
  totalMs: 1,
});
const ended: Fact = { t: 20_000, fact: 'walk.ended', exit: 'usb.gone', stage: 'ppp', stick: '1-1' };
const entered = (stage: Layer): Fact => ({ t: 30_000, fact: 'stage.entered', stage });

describe('exitStatus', () => {
  it.each<readonly [Layer, number]>([
    ['detect', 13],
    ['modeswitch', 14],
    ['port-select', 15],
    ['init', 16],
    ['dial', 17],
    ['ppp', 18],
    ['ip', 19],
  ])('of a verdict that ended in %s is %d', (stage, status) => {
    expect(exitStatus([offline(stage, 'no-usb-modem')], once)).toBe(status);
    expect(exitStatus([offline(stage, 'no-usb-modem')], staying)).toBe(status);
  });

  it('is 1 for a mistake of ours', () => {
    expect(exitStatus([offline('ppp', 'internal-error')], once)).toBe(1);
    expect(exitStatus([{ ...ended, exit: 'bug.unexpected' }], staying)).toBe(1);
  });

  it('with --once is the verdict, whatever the way out looks like', () => {
    expect(exitStatus([...happyRun, ...leaving, ended], once)).toBe(0);
    expect(exitStatus([...failedRun, ...leaving], once)).toBe(18);
  });

  it('is 0 if it was online when told to leave', () => {
    expect(exitStatus([...happyRun, ...leaving, ended], staying)).toBe(0);
    expect(exitStatus([...failedRun, ...happyRun, ...leaving], staying)).toBe(0);
  });

  it('is 0 while one of several sticks is online', () => {
    const at = (stick: string, fact: Fact): Fact => ({ ...fact, stick });
    const up = [at('1-1', { t: 1, fact: 'online' }), at('1-2', { t: 2, fact: 'online' })];
    const gone = [at('1-1', ended), at('1-1', offline('ppp', 'no-usb-modem'))];
    expect(exitStatus([...up, ...gone, ...leaving], staying)).toBe(0);
    expect(exitStatus([...up, ...gone, at('1-2', ended), ...leaving], staying)).toBe(18);
  });

  it('is where the link was lost, when nothing has brought it back', () => {
    expect(exitStatus([...happyRun, ended, ...leaving], staying)).toBe(18);
    expect(exitStatus([...happyRun, ended, entered('init')], staying)).toBe(16);
  });

  it('is the last cause, even when another round has begun', () => {
    expect(exitStatus([...failedRun, entered('init'), ...leaving], staying)).toBe(18);
  });

  it('is where the walk stood when there is no cause yet', () => {
    expect(exitStatus([], staying)).toBe(13);
    expect(exitStatus([entered('dial')], once)).toBe(17);
  });
});
