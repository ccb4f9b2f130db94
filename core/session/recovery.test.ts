import { exitCodes, recoveryActions } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { corePolicy } from './core-policy.js';
import { decide, type PolicyRule, type Tried } from './recovery.js';

const always = () => true;
const rule = (over: Partial<PolicyRule>): PolicyRule => ({
  on: 'dial.busy',
  action: 'redial',
  upTo: 2,
  saidBy: 'core',
  ...over,
});

describe('recovery decides', () => {
  it('gives up on an exit that no rule speaks of', () => {
    expect(decide('init.pin-wrong', [], [rule({})], always)).toEqual({ action: 'give-up' });
  });

  it('takes the first rule and counts its tries', () => {
    const tried: Tried[] = [{ on: 'dial.busy', action: 'redial', saidBy: 'core' }];
    expect(decide('dial.busy', tried, [rule({ waitSeconds: 5 })], always)).toEqual({
      action: 'redial',
      on: 'dial.busy',
      count: 2,
      upTo: 2,
      waitMs: 5000,
      saidBy: 'core',
    });
  });

  it('goes on to the next rule when one is used up', () => {
    const tried: Tried[] = [{ on: 'dial.busy', action: 'redial', saidBy: 'zte' }];
    const policy = [rule({ upTo: 1, saidBy: 'zte' }), rule({ action: 'modem-reset', upTo: 1 })];
    expect(decide('dial.busy', tried, policy, always)).toMatchObject({ action: 'modem-reset', count: 1 });
  });

  it("counts each author's rule for itself, so that a plugin adds tries and does not use up the core's", () => {
    const tried: Tried[] = [{ on: 'dial.busy', action: 'redial', saidBy: 'zte' }];
    const policy = [rule({ upTo: 1, saidBy: 'zte' }), rule({ upTo: 1, saidBy: 'core' })];
    expect(decide('dial.busy', tried, policy, always)).toMatchObject({ saidBy: 'core', count: 1 });
  });

  it('skips what is not possible now', () => {
    const policy = [rule({ action: 'next-profile' }), rule({ action: 'redial' })];
    expect(decide('dial.busy', [], policy, (action) => action !== 'next-profile')).toMatchObject({ action: 'redial' });
  });

  it('stops at a rule that says give-up', () => {
    expect(decide('dial.busy', [], [rule({ action: 'give-up' }), rule({})], always)).toEqual({ action: 'give-up' });
  });

  it('never repeats what would harm: no core rule speaks of a PIN, a PUK or a lock', () => {
    const untouchable = [
      'init.pin-wrong',
      'init.pin-required',
      'init.pin-unsafe',
      'init.puk-required',
      'init.network-locked',
    ];
    expect(corePolicy.filter(({ on }) => untouchable.includes(on))).toEqual([]);
  });

  it('ends for every exit: any policy is used up at last', () => {
    const policy = corePolicy.map((one) => ({ ...one, saidBy: 'core' }));
    for (const exit of exitCodes) {
      const tried: Tried[] = [];
      for (let turns = 0; ; turns += 1) {
        expect(turns, exit).toBeLessThan(50);
        const decision = decide(exit, tried, policy, always);
        if (decision.action === 'give-up') break;
        expect(recoveryActions).toContain(decision.action);
        tried.push(decision);
      }
    }
  });
});
