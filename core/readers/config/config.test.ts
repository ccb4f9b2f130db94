import { describe, expect, it } from 'vitest';
import { readText } from '../read-lines.js';

const facts = (text: string) => readText('file', text).facts;
const flaws = (text: string) =>
  facts(text).flatMap((fact) => (fact.fact === 'config.flaw' ? [`${fact.flaw} ${fact.key}`] : []));
const settings = (text: string) =>
  facts(text).flatMap((fact) => (fact.fact === 'config.read' ? [`${fact.key}=${fact.value}`] : []));
const isComplete = (text: string) =>
  facts(text).some((fact) => fact.fact === 'sign.seen' && fact.sign === 'config-complete');

const whole = `[Dialer Defaults]
Modem = /dev/ttyUSB0
Init1 = ATZ
Init2 = AT+CGDCONT=1,"IP","web.example"
Phone = *99#
Username = user
Password = verysecret`;

describe('wvdial.conf', () => {
  it('is read, and its secrets are not', () => {
    expect(settings(whole)).toContain('Password=<hidden>');
    expect(JSON.stringify(facts(whole))).not.toContain('verysecret');
    expect(JSON.stringify(facts(whole.replace('Password =', ';Password =')))).not.toContain('verysecret');
    expect(JSON.stringify(facts(whole.replace('Password =', 'Pasword =')))).not.toContain('verysecret');
    expect(JSON.stringify(facts(whole.replace('Password =', 'Password')))).not.toContain('verysecret');
  });
  it('may be complete', () => expect([flaws(whole), isComplete(whole)]).toEqual([[], true]));
  it('may have lost its breaks', () => {
    const lost = whole.replaceAll('\n', ' ');
    expect([settings(lost), isComplete(lost)]).toEqual([settings(whole), true]);
  });
  it('may be typed in any case', () =>
    expect(flaws(whole.replace(/^\[?\w+/gm, (key) => key.toUpperCase()))).toEqual([]));
  it('ends where something else begins', () => {
    const after = `${whole}\n--> WvDial: Internet dialer version 1.61\nFoo = bar`;
    expect(settings(after)).toEqual(settings(whole));
  });

  it.each([
    ['Phone = *99#', ';Phone = *99#', ['key-commented-out Phone']],
    ['Phone = *99#', '', ['key-missing Phone']],
    ['Phone = *99#', 'Phone =', ['key-empty Phone']],
    ['Phone = *99#', 'Phome = *99#', ['key-misspelt Phone']],
    ['Phone = *99#', 'Phone: *99#', ['line-malformed Phone', 'key-missing Phone']],
    ['Phone = *99#', 'Phone = *99', ['number-without-hash Phone']],
    ['Phone = *99#', 'Phone = *99***2#', ['context-not-defined Phone']],
    ['Phone = *99#', 'Phone = #777', ['cdma-number-with-apn Phone']],
    ['Phone = *99#', 'Phone = *99#\nDial Prefix = 9', ['prefix-before-number Dial Prefix']],
    ['Init2 = AT+', 'Init2 = ATE1\n#Init3 = AT+', ['key-commented-out Init3']],
    ['Init2 = AT+', 'Int2 = AT+', ['key-misspelt Init2']],
    ['Init2 = AT+', 'Init12 = AT+', ['key-misspelt Init1']],
    ['Modem =', 'Init2 = ATE1\nModem =', []],
    ['Phone', 'Init2 = ATE1\nPhone', ['apn-line-lost Init2']],
    ['Phone', 'Init3 = ATZ\nPhone', ['reset-after-apn Init3', 'init-repeated Init3']],
    ['Phone', 'Init3 = ATDT*99#\nPhone', ['dial-in-init Init3']],
    ['[Dialer Defaults]', '[Dialer Default]', ['section-malformed Dialer Defaults']],
    ['[Dialer Defaults]', '[Dialer Defaults', ['section-malformed Dialer Defaults']],
    ['[Dialer Defaults]', '[Dialer Defaults]\nInherits = other', ['section-missing Inherits']],
    ['[Dialer Defaults]', '# wvdial umts\n[Dialer Defaults]', ['section-missing Dialer umts']],
  ])('%j as %j: %j', (from, to, found) => expect(flaws(whole.replace(from, to))).toEqual(found));

  it('takes what a section lacks from the Defaults', () => {
    const parts = whole.replace('Phone', '[Dialer umts]\nInit1 = ATE0\nPhone');
    expect([flaws(parts), isComplete(parts)]).toEqual([[], true]);
  });
});

describe("pppd's options", () => {
  const peers = `/dev/ttyUSB0
460800
connect '/usr/sbin/chat -v -f /etc/chatscripts/x'
noauth
defaultroute
usepeerdns`;

  it('may be complete', () => expect([flaws(peers), isComplete(peers)]).toEqual([[], true]));
  it('knows what stood before the line that proves them', () =>
    expect(settings(peers)).toContain('device=/dev/ttyUSB0'));
  it.each(['noauth', '/dev/ttyUSB0\n/dev/ttyUSB1', 'debug\nlock\nmodem', 'Thanks\nnoauth\nis what I wrote'])(
    'are not believed by %j',
    (text) => expect(settings(text)).toEqual([]),
  );
  it.each([
    ['noauth', '#noauth', ['noauth-missing noauth']],
    ['noauth', 'auth', ['auth-demanded auth']],
    ['noauth', 'Noauth', ['option-unknown noauth', 'noauth-missing noauth']],
    ['usepeerdns', 'usepeerdn', ['option-unknown usepeerdns', 'peer-dns-missing usepeerdns']],
    ['usepeerdns', 'use peerdns', ['option-unknown use', 'peer-dns-missing usepeerdns']],
    ['usepeerdns', 'usepeerdns\nmtu=1400', ['option-unknown mtu']],
    ['usepeerdns', 'usepeerdns\nlcp-echo-interval', ['option-without-value lcp-echo-interval']],
    ['defaultroute', '', ['default-route-missing defaultroute']],
    ["connect '/usr/sbin/chat -v -f /etc/chatscripts/x'", '', ['connect-missing connect']],
    ['usepeerdns', 'usepeerdns\nmodems', []],
    ['usepeerdns', 'usepeerdns\nuser: me', []],
    ['usepeerdns', 'usepeerdns\ninit chat -v -f /etc/x  # (from /etc/ppp/peers/x)', []],
    ['usepeerdns', 'usepeerdns\ncall file', ['calls-itself call']],
  ])('%j as %j: %j', (from, to, found) => expect(flaws(peers.replace(from, to))).toEqual(found));
});

describe('a chat script', () => {
  const script = `ABORT 'NO CARRIER'
TIMEOUT 20
'' ATZ
OK 'AT+CGDCONT=1,"IP","web.example"'
OK ATD*99#
CONNECT ''`;

  it('may be complete', () => expect([flaws(script), isComplete(script)]).toEqual([[], true]));
  it.each(['OK\nCONNECT 7200000\nOK', 'AT\nOK\nATD*99#\nCONNECT'])('is no dialogue: %j', (text) =>
    expect(settings(text)).toEqual([]),
  );
  it.each([
    [`'AT+CGDCONT=1,"IP","web.example"'`, 'AT+CGDCONT=1,"IP","web.example"', []],
    [`'AT+CGDCONT=1,"IP","web.example"'`, '"AT+CGDCONT=1,\\"IP\\",\\"web.example\\""', []],
    [`'AT+CGDCONT=1,"IP","web.example"'`, 'AT+CGDCONT=1,"IP","$APN"', []],
    [`'AT+CGDCONT=1,"IP","web.example"'`, 'ATE1', ['no-apn send']],
    [`'NO CARRIER'`, 'NO CARRIER', ['abort-unquoted ABORT']],
    ['ATD*99#', 'ATD*99', ['number-without-hash send']],
    ['ATD*99#', 'ATD*99***2#', ['context-not-defined send']],
    ['ATZ', 'AT^SYSCFG=2,2', ['caret-unescaped send']],
    ["'' ATZ", "'' AT ATZ OK", ['command-awaited send']],
    ["\nCONNECT ''", '', ['connect-not-awaited send']],
  ])('%j as %j: %j', (from, to, found) => expect(flaws(script.replace(from, to))).toEqual(found));

  it('stands in a connect option, in a shell', () => {
    const inline = `noauth\nusepeerdns\nconnect "chat -v '' ATZ OK AT+CGDCONT=1,IP,web OK ATD*99# CONNECT ''"`;
    expect(flaws(inline)).toContain('unquoted-apn send');
    expect(settings(inline).some((it) => it.startsWith('connect='))).toBe(true);
  });
});

describe('other files', () => {
  it.each([
    ['[gsm]\nnumber=*99#', ['no-apn apn']],
    ['[gsm]\napn="web"\nnumber=*99#', ['apn-odd apn']],
    ["config interface 'w'\noption proto '3g'\noption apn 'web'", ['key-missing device']],
    ["network.w.proto='3g'\nnetwork.w.device='/dev/cdc-wdm0'\nnetwork.w.apn='web'", ['device-not-serial device']],
    ['APN="web"\nUSBINTERFACE="0"', []],
    ['# Secrets for authentication using PAP\n"web" * "topsecret" *\n"other" *', ['secret-missing secret']],
  ])('%j: %j', (text, found) => {
    expect(flaws(text)).toEqual(found);
    expect(JSON.stringify(facts(text))).not.toContain('topsecret');
  });
});
