import { describe, expect, it } from 'vitest';
import { noSession } from '../../facts/session-state.js';
import { life, shown } from './mf627.test.helper.js';
import { stickStatus } from './status.js';

describe('the status of a stick', () => {
  it('has no names for what nobody knows', () =>
    expect(Object.keys(stickStatus(shown(noSession('1-1')).view, undefined))).toEqual([
      'stick',
      'doing',
      'wanted',
      'times',
      'causes',
    ]));

  it('tells what is known', () => {
    const { link, plan } = life.online;
    expect(stickStatus(shown(life.online).view, '/org/freedesktop/ModemManager1/Modem/0')).toEqual({
      stick: '1-1',
      modem: '/org/freedesktop/ModemManager1/Modem/0',
      device: 'MF627',
      carrier: 'Three UK',
      operator: '3',
      signalPercent: 61,
      doing: 'online',
      stage: 'init',
      wanted: 'ready',
      link,
      plan,
      times: {},
      causes: [],
    });
  });

  it('calls a network by its number where it has no name', () => {
    const { view } = shown({ ...life.named, operator: { code: '23420' } });
    expect(stickStatus(view, undefined).operator).toBe('23420');
  });
});
