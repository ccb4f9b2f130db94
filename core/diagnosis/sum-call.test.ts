import { describe, expect, it } from 'vitest';
import type { Fact, FactBody } from '../facts/fact.js';
import type { Sign } from '../facts/signs/index.js';
import { sumCall } from './sum-call.js';

const run = (...bodies: readonly FactBody[]): readonly Fact[] =>
  bodies.map((body, index) => ({ ...body, t: index * 1000, at: { file: 'f', line: index + 1, text: body.fact } }));
const sign = (name: Sign, detail = ''): FactBody => ({ fact: 'sign.seen', sign: name, by: 'pppd', detail });
const sent = (command: string): FactBody => ({ fact: 'at.sent', port: 0, command });
const passed: FactBody = { fact: 'ppp.auth-succeeded', protocol: 'chap' };
const up: FactBody = { fact: 'ppp.up', address: '10.1.2.3', peer: '10.0.0.1', dns: [] };
const asked = (count: number): FactBody => ({ fact: 'ppp.ipcp-sent', count });
const offered = (address: string, placeholder = false): FactBody => ({
  fact: 'ppp.ipcp-offered',
  address,
  dns: [],
  placeholder,
});
const ended = (wasUp: boolean): FactBody => ({ fact: 'ppp.terminate-received', message: '', up: wasUp });

describe('a call', () => {
  it('is none where none was made', () => {
    expect(sumCall([])).toBeUndefined();
    expect(sumCall(run(sent('AT'), sign('told-to-end')))).toBeUndefined();
  });

  it.each<[string, readonly FactBody[], object]>([
    ['not answered at LCP', [sign('lcp-timeout')], { lcp: 'silent', end: 'failed' }],
    ['not answered, and given up', [sign('lcp-asked', '7'), sign('told-to-end')], { lcp: 'silent', end: 'ours' }],
    ['just begun', [sign('link-attached'), sign('lcp-asked', '2')], { lcp: 'none' }],
    ['not agreed at LCP', [sign('lcp-heard'), sign('lcp-timeout')], { lcp: 'refused' }],
    ['looped', [sign('looped-back')], { lcp: 'loopback', end: 'failed' }],
    ['refused', [{ fact: 'ppp.auth-refused', protocol: 'pap', message: '' }], { lcp: 'opened', auth: 'refused' }],
    ['silent at IPCP', [passed, sign('ipcp-timeout')], { lcp: 'opened', auth: 'passed', ipcp: 'silent' }],
    ['silent for long', [passed, asked(4)], { ipcp: 'silent', end: 'none' }],
    ['silent for a while', [passed, asked(2)], { ipcp: 'started' }],
    ['given placeholders', [offered('0.0.0.0', true), sign('ipcp-timeout')], { ipcp: 'placeholders' }],
    ['given no address', [sign('ipcp-heard'), sign('ipcp-timeout')], { ipcp: 'no-address' }],
    ['in dispute', [offered('10.1.2.3'), sign('ipcp-timeout')], { ipcp: 'disputed' }],
    ['ended by the peer at once', [passed, ended(false)], { ipcp: 'none', end: 'peer' }],
    ['up', [offered('10.1.2.3'), up], { ipcp: 'up', end: 'none' }],
    ['up, and ended by the peer', [up, ended(true), sign('hung-up')], { ipcp: 'up', end: 'peer', heldSeconds: 1 }],
    ['up at the second try', [sign('hung-up'), up], { ipcp: 'up', end: 'none' }],
    ['up for minutes', [up, sign('minutes-connected', '1.5'), sign('hung-up')], { heldSeconds: 90, end: 'hang-up' }],
    ['hung up, then told to end', [up, sign('hung-up'), sign('told-to-end')], { end: 'hang-up' }],
  ])('%s', (_, bodies, how) => expect(sumCall(run(...bodies))).toMatchObject(how));

  it.each<[string, readonly FactBody[], object]>([
    ['sent', [sent('AT+CGDCONT=1,"IP","web"'), sent('ATD*99#')], { context: 'sent', technology: 'gsm' }],
    ['none', [sent('ATZ'), sent('ATDT*99***1#')], { context: 'none', technology: 'gsm' }],
    ['none, as CDMA needs none', [sent('ATD#777')], { context: 'none', technology: 'cdma' }],
    ['unknown', [sent('ATZ')], { context: 'unknown', technology: 'unknown' }],
    ['configured', [{ fact: 'config.read', tool: 'nm', key: 'gsm.apn', value: 'web' }], { context: 'configured' }],
  ])('its context is %s', (_, bodies, how) => expect(sumCall(run(...bodies, sign('lcp-timeout')))).toMatchObject(how));

  it('shows the lines that decide', () => {
    const call = sumCall(run(sign('link-attached'), passed, sign('ipcp-timeout'), sign('hung-up')));
    expect(call?.seen?.map(({ line }) => line)).toEqual([2, 3]);
  });
});
