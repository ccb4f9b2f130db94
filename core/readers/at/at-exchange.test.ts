import { describe, expect, it } from 'vitest';
import { atExchange } from './at-exchange.js';

/** `>` was sent, anything else was heard; `...` is where whoever asked gave up. */
const told = (...lines: readonly string[]) => {
  const modem = atExchange();
  return lines.flatMap((line) =>
    line === '...' ? modem.silent() : line.startsWith('>') ? modem.sent(line.slice(1)) : modem.heard(line),
  );
};
const names = (...lines: readonly string[]) =>
  told(...lines)
    .filter(({ fact }) => fact !== 'at.sent' && fact !== 'at.replied')
    .map((fact) => (fact.fact === 'sign.seen' ? fact.sign : fact.fact));

describe('an exchange with a modem', () => {
  it('tells commands and answers, without the echo', () => {
    expect(told('>ATZ', 'ATZ', 'OK')).toEqual([
      { fact: 'at.sent', port: 0, command: 'ATZ' },
      { fact: 'at.replied', port: 0, command: 'ATZ', lines: [], result: 'OK', ok: true, ms: 0 },
    ]);
  });

  it('keeps secrets to itself', () => {
    const facts = JSON.stringify(told('>AT+CPIN=1234', 'AT+CPIN=1234', 'ERROR', '>AT+CIMI', '001010123456789', 'OK'));
    expect(facts).not.toMatch(/1234/);
  });

  it.each([
    [['>AT+CPIN?', '+CPIN: SIM PIN', 'OK'], { fact: 'sim.state', state: 'SIM PIN' }],
    [['>AT+CPIN?', '^CPIN: SIM PUK,10,0,10,3', 'OK'], { fact: 'sim.state', state: 'SIM PUK' }],
    [['>AT+CPIN?', '+CME ERROR: 10'], { fact: 'sim.state', state: 'NOT INSERTED' }],
    [['>AT+COPS=0', '+CME ERROR:SIM PIN required'], { fact: 'sim.state', state: 'SIM PIN' }],
    [['>AT+CMGF=1', '+CMS ERROR: 310'], { fact: 'sim.state', state: 'NOT INSERTED' }],
    [['>ATD*99#', '+CME ERROR: PH-NET PIN required'], { fact: 'sim.state', state: 'PH-NET PIN' }],
    [['^SIMST:255'], { fact: 'sim.state', state: 'NOT INSERTED' }],
    [['>AT^SYSINFO', '^SYSINFO:0,0,0,0,255', 'OK'], { fact: 'sim.state', state: 'NOT INSERTED' }],
    [['>AT+CSQ', '+CSQ: 99,99', 'OK'], { fact: 'signal.measured', percent: 0 }],
    [['^RSSI:31'], { fact: 'signal.measured', dbm: -51, percent: 100 }],
    [
      ['>AT+CREG?', '+CREG: 0,1 (so it is registered)', 'OK'],
      { fact: 'registration.changed', domain: 'circuit', status: 1, registered: true, roaming: false },
    ],
    [['>AT+CGDCONT=1,"IP","web.example"', 'OK'], { fact: 'context.defined', cid: 1, apn: 'web.example' }],
    [['>AT+CGDCONT=2,IP,web.example,,0,0', 'OK'], { fact: 'context.defined', cid: 2, apn: 'web.example' }],
    [
      ['>AT+CGDCONT=1,"IP" "x"', 'ERROR'],
      { fact: 'sign.seen', sign: 'command-refused', by: 'modem', detail: 'AT+CGDCONT=1,"IP" "x": ERROR' },
    ],
    [['>ATDT*99#', 'CONNECT 7200000'], { fact: 'dial.connected', number: '*99#', text: 'CONNECT 7200000' }],
    [['>AT+CEER', '+CEER: 27', 'OK'], { fact: 'modem.cause', text: '27 (missing or unknown APN)', decisive: true }],
    [['*E2NAP: 0,29'], { fact: 'modem.cause', text: '29 (user authentication failed)', decisive: true }],
    [['>ATD*99#', '+CME ERROR: 148'], { fact: 'modem.cause', text: '+CME ERROR: 148', decisive: true }],
    [
      ['>ATI', 'Manufacturer: huawei', 'Model: E169', 'OK'],
      { fact: 'modem.identified', manufacturer: 'huawei', model: 'E169' },
    ],
  ])('%j means %j', (lines, fact) => {
    expect(told(...lines)).toContainEqual(fact);
  });

  it.each([
    [['>AT+CPIN="0000"', '+CME ERROR: incorrect password'], ['pin-not-taken']],
    [['>AT+CPIN=0000', '+CME ERROR: 16'], ['pin-not-taken']],
    [['>AT+CPIN=0000', 'ERROR'], ['pin-command-refused']],
    [['>AT+CPIN=0000', 'OK'], ['sim.unlocked']],
    [['>ATZ', 'ERROR'], ['basic-refused']],
    [['>AT+CSQ', 'ERROR'], []],
    [['>ATD*99#', 'NO CARRIER'], ['no-carrier']],
    [['>ATD*99#', 'ERROR'], ['dial-refused']],
    [['>AT+CFUN?', '+CFUN: 4', 'OK'], ['radio-switched-off']],
    [['>AT+CFUN=1', 'OK'], ['radio-switched-on']],
    [['>AT+CLCK="PN",2', '+CLCK: 1', 'OK'], ['locked-to-network']],
    [['>AT+CGATT=1', '+CME ERROR: 107'], ['network-refused']],
    [['>ATZ', '~[7f]}#@!}!}!} }=}!}$}%', 'OK'], ['modem-in-data-mode']],
    [['>AT', '~\u00ff}#\u00c0!}!}%} }<}!}$}%'], ['modem-in-data-mode']],
    [['>ATD*99#', 'CONNECT', '~[7f]}#@!}!}!} }=}!}$}%'], ['dial.connected']],
    [['$GPGGA,,,,,,0,,,,,,,,*66'], ['gps-sentences']],
    [['^MODE:5,4', '^BOOT:1,0,0,0,20', '+ZUSIMR:2', '^DSFLOWRPT:0,0,0,0,0,0,0'], []],
  ])('%j tells %j', (lines, expected) => {
    expect(names(...lines)).toEqual(expected);
  });

  it('tells silence once', () => {
    expect(told('>ATD*99#', 'ATD*99#', '...', '...')).toEqual([
      { fact: 'at.sent', port: 0, command: 'ATD*99#' },
      { fact: 'at.replied', port: 0, command: 'ATD*99#', lines: [], result: 'timeout', ok: false, ms: 0 },
    ]);
  });
});
