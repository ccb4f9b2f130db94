import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import type { Sign } from '../facts/signs/index.js';
import { toldByOrder } from './told-by-order.js';

const sign = (name: Sign, detail?: string, t = 0): Fact => ({
  t,
  fact: 'sign.seen',
  by: 'somebody',
  sign: name,
  ...(detail === undefined ? {} : { detail }),
});
const unlocked: Fact = { t: 0, fact: 'sim.unlocked' };
const connected: Fact = { t: 0, fact: 'dial.connected', number: '*99#', text: 'CONNECT' };
const up: Fact = { t: 5000, fact: 'ppp.up', address: '10.0.0.1', peer: '10.0.0.2', dns: [] };
const told = (...facts: readonly Fact[]) =>
  toldByOrder(facts).map((fact) => (fact.fact === 'sign.seen' ? fact.sign : fact.fact));

describe('what the order of facts tells', () => {
  it.each([
    [[sign('tty-made', '/dev/ttyUSB0 /dev/ttyUSB1'), sign('port-missing', '/dev/ttyUSB1')], 'port-without-device'],
    [[sign('tty-made', 'ttyUSB0'), sign('port-missing', '/dev/ttyUSB1')], 'port-missing'],
    [[sign('tty-made', 'ttyUSB0'), connected, sign('port-missing', '/dev/ttyUSB0')], 'port-missing'],
    [[connected, sign('port-dead', '/dev/ttyUSB0')], 'port-vanished'],
    [[sign('port-dead', '/dev/ttyS3')], 'port-dead'],
  ])('%j: %s', (facts, last) => {
    expect(told(...facts).at(-1)).toBe(last);
  });

  it('a port that is listed later came late', () => {
    expect(told(sign('port-missing', '/dev/ttyACM0'), sign('tty-made', 'ttyACM0'))[0]).toBe('port-came-late');
  });

  it('a PIN that was taken after a call had failed was what it lacked, unless one was given before or a call was tried since', () => {
    expect(told(sign('dial-refused'), unlocked)).toContain('sim-unlocked-late');
    expect(told(unlocked, sign('dial-refused'), unlocked)).not.toContain('sim-unlocked-late');
    expect(told(sign('dial-refused'), unlocked, sign('no-carrier'))).not.toContain('sim-unlocked-late');
    expect(told(sign('dial-refused'), unlocked, connected)).not.toContain('sim-unlocked-late');
  });

  it('a name that a log missed before the link came up tells nothing of it', () => {
    expect(told(sign('names-unresolved', 'x', 1000), up)).toEqual(['ppp.up']);
    expect(told(sign('names-unresolved', 'x', 9000), up)).toContain('names-unresolved');
    expect(told(sign('names-unresolved', 'x'), up)).toContain('names-unresolved');
  });

  it('an answer to a ping, or a link that comes up, ends what was lost before', () => {
    expect(told(up, sign('ping-lost'))).toContain('ping-lost');
    expect(told(sign('ping-lost'), up)).not.toContain('ping-lost');
    expect(told(up, sign('ping-lost'), sign('ping-answered'))).not.toContain('ping-lost');
  });

  it('a signal that is none in the end, and was one before, was lost', () => {
    const signal = (percent: number): Fact => ({ t: 0, fact: 'signal.measured', percent });
    expect(told(signal(40), signal(0))).toContain('signal-lost');
    expect(told(signal(0), signal(40))).not.toContain('signal-lost');
    expect(told(signal(0), signal(0))).not.toContain('signal-lost');
  });

  it('a stick that left once and was back a minute later was plugged in again', () => {
    const left = (t: number): Fact => ({ t, fact: 'usb.left', announced: false });
    expect(told(left(1000), sign('tty-made', 'ttyUSB0', 90_000))).toContain('usb-returned');
    expect(told(left(1000), sign('tty-made', 'ttyUSB0', 9000))).not.toContain('usb-returned');
    expect(told(left(1000), left(2000), sign('tty-made', 'ttyUSB0', 90_000))).not.toContain('usb-returned');
  });
});
