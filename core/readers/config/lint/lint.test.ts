import { describe, expect, it } from 'vitest';
import { lintApn } from './apn.js';
import { lintCommand } from './command.js';
import { contextOf } from './context.js';
import type { Fault } from './fault.js';
import { meant } from './near.js';
import { contextDialled, isCdmaNumber, lintNumber } from './number.js';
import { lintPort } from './port.js';
import { lintSpeed } from './speed.js';

const flaws = (faults: readonly Fault[]) => faults.map(({ flaw }) => flaw);
const right = 'AT+CGDCONT=1,"IP","web.example"';

describe('commands', () => {
  it.each([
    [right],
    ['AT+CGDCONT=1,"IP","web.example","",0,0'],
    ['AT+CGDCONT=1, "IP", "web.example"'],
    ['at+cgdcont=1,"ip","web.example"'],
    ['AT&F E1 V1 +CGDCONT=2,"PPP","";+CGACT=1,2'],
    ['AT+CGDCONT=1'],
    ['AT+CGDCONT?'],
    ['ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0'],
    ['AT^SYSCFG=2,2,3fffffff,0,1'],
  ])('%s is right', (command) => expect(lintCommand(command)).toEqual([]));

  it.each([
    ['AT+CGDCONT=1,“IP”,”web.example”', 'typographic-quotes'],
    ["AT+CGDCONT=1,''IP'',''web.example''", 'typographic-quotes'],
    ['AT+CGDCONT=1,&quot;IP&quot;,&quot;web.example&quot;', 'html-mangled'],
    ['AT+CGDCONT=1,IP,web.example', 'unquoted-apn'],
    ['AT+CGDCONT=1,"IP",web.example', 'unquoted-apn'],
    ["AT+CGDCONT=1,'IP','web.example'", 'unquoted-apn'],
    ['AT+CGDCONT=1."IP","web.example"', 'unquoted-apn'],
    ['AT+CGDCONT=1,"IP","web.example', 'unbalanced-quotes'],
    ['AT+CGDCONT=1,"IP,"web.example"', 'unbalanced-quotes'],
    ['AT+CDGCONT=1,"IP","web.example"', 'command-misspelt'],
    ['ATCGDCONT=1,"IP","web.example"', 'command-misspelt'],
    ['+CGDCONT=1,"IP","web.example"', 'at-missing'],
  ])('%s: %s', (command, flaw) => {
    expect(lintCommand(command)).toEqual([{ flaw, better: right }]);
  });

  it.each([
    ['AT+CGDCONT=3,IP,web', { cid: 3, apn: 'web' }],
    ['AT+CGDCONT=1,"IP",""', undefined],
    ['ATZ', undefined],
  ])('the context of %s', (command, context) => expect(contextOf(command)).toEqual(context));
});

describe('numbers', () => {
  it.each([
    '*99#',
    '*99***1#',
    '*99***16#',
    '*98#',
    '#777',
    '"*99#"',
    '08001234567',
    '9,5551234',
    '*99**PPP*1#',
    '\\T',
  ])('%s is right', (number) => expect(lintNumber(number)).toEqual([]));

  it.each([
    ['*99', 'number-without-hash', '*99#'],
    ['*99***1', 'number-without-hash', '*99***1#'],
    ['99#', 'number-odd', '*99#'],
    ['#99*', 'number-odd', '*99#'],
    ['*99*****1#', 'number-odd', '*99***1#'],
    ['777', 'number-odd', '#777'],
    ['*99***l#', 'letter-for-digit', '*99***1#'],
    ['*99*1#', 'context-misplaced', '*99***1#'],
    ['*99**1#', 'context-misplaced', '*99***1#'],
    ['ATDT*99#', 'number-with-command', '*99#'],
    ['*99#;', 'number-for-voice', '*99#'],
    ['*99&#35;', 'html-mangled', '*99#'],
  ])('%s: %s', (number, flaw, better) => expect(lintNumber(number)).toEqual([{ flaw, better }]));

  it.each([
    ['*99#', 1],
    ['*99***3#', 3],
    ['#777', undefined],
    ['0800123', undefined],
  ])('the context of %s is %s', (number, cid) => expect(contextDialled(number)).toBe(cid));

  it('knows those of CDMA', () => expect([isCdmaNumber('#777'), isCdmaNumber('*99#')]).toEqual([true, false]));
});

it.each([
  ['internet', []],
  ['3internet', []],
  ['gpinternet', []],
  ['isp.cingular', []],
  ['\\T', []],
  ['$APN', []],
  ['intenret', ['apn-odd']],
  ['your.apn.here', ['apn-odd']],
  ['"internet"', ['apn-odd']],
  ['http://web.example/', ['apn-odd']],
  ['web example', ['apn-odd']],
  ['“internet”', ['typographic-quotes']],
])('the APN %s: %j', (apn, found) => expect(flaws(lintApn(apn))).toEqual(found));

it.each([
  ['/dev/ttyUSB0', []],
  ['/dev/serial/by-id/usb-x-if00-port0', []],
  ['/dev/modem', []],
  ['/dev/ttyUSBO', ['letter-for-digit']],
  ['/dev/ttyusb0', ['line-malformed']],
  ['dev/ttyUSB0', ['line-malformed']],
  ['/dev/cdc-wdm0', ['device-not-serial']],
])('the port %s: %j', (path, found) => expect(flaws(lintPort(path))).toEqual(found));

it.each([
  ['115200', []],
  ['46O800', ['letter-for-digit']],
  ['11520', ['speed-odd']],
  ['0', ['speed-odd']],
])('the speed %s: %j', (speed, found) => expect(flaws(lintSpeed(speed))).toEqual(found));

it.each([
  ['Pasword', 'Password'],
  ['Phome', 'Phone'],
  ['Phone', undefined],
  ['Homepage', undefined],
])('%s means %s', (word, found) => expect(meant(word, ['Phone', 'Password'])).toBe(found));
