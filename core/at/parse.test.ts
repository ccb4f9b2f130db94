import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseActiveContexts } from './parse-active-contexts.js';
import { parseCallEnd } from './parse-call-end.js';
import { parseContexts } from './parse-contexts.js';
import { parseFunctionality } from './parse-functionality.js';
import { parseIccid } from './parse-iccid.js';
import { parseIdentity } from './parse-identity.js';
import { homeNetworks, parseImsi } from './parse-imsi.js';
import { parseMncLength } from './parse-mnc-length.js';
import { parseOperator } from './parse-operator.js';
import { parsePinRetries } from './parse-pin-retries.js';
import { parsePinState } from './parse-pin-state.js';
import { parseRegistration } from './parse-registration.js';
import { parseSignal } from './parse-signal.js';

describe('parsers', () => {
  it('+CPIN', () => {
    expect(parsePinState(['+CPIN: READY'])).toBe('READY');
    expect(parsePinState(['noise', '+CPIN:SIM PIN'])).toBe('SIM PIN');
    expect(parsePinState(['+CPIN: "SIM PUK"'])).toBe('SIM PUK');
    expect(parsePinState(['+CPIN: PH-NET PIN'])).toBe('PH-NET PIN');
    expect(parsePinState(['READY'])).toBeUndefined();
  });

  it('+CSQ', () => {
    expect(parseSignal(['+CSQ: 18,99'])).toEqual({ dbm: -77, percent: 58 });
    expect(parseSignal(['+CSQ: 0,99'])).toEqual({ dbm: -113, percent: 0 });
    expect(parseSignal(['+CSQ: 31,0'])).toEqual({ dbm: -51, percent: 100 });
    expect(parseSignal(['+CSQ: 99,99'])).toEqual({ percent: 0 });
    expect(parseSignal(['+CSQ: 45,99'])).toBeUndefined();
    expect(parseSignal(['+CSQ:'])).toBeUndefined();
  });

  it('+COPS', () => {
    expect(parseOperator(['+COPS: 0,2,"23420",2'])).toEqual({ code: '23420', technology: 2 });
    expect(parseOperator(['+COPS: 0,0,"3 UK",7'])).toEqual({ name: '3 UK', technology: 7 });
    expect(parseOperator(['+COPS: 1,2,"310260"'])).toEqual({ code: '310260' });
    expect(parseOperator(['+COPS: 0'])).toBeUndefined();
    expect(parseOperator(['+COPS: 0,0,"",0'])).toBeUndefined();
    expect(parseOperator([])).toBeUndefined();
  });

  it('how many digits the network code of an IMSI has', () => {
    expect(parseMncLength(['+CRSM: 144,0,"00000002"'])).toBe(2);
    expect(parseMncLength(['+CRSM: 144,0,"00000103"'])).toBe(3);
    for (const line of [
      '+CRSM: 144,0,"000000"',
      '+CRSM: 144,0,"0000000F"',
      '+CRSM: 106,130,""',
      'ERROR',
      '+CRSM: 144,0,"zzzzzzz2"',
    ])
      expect(parseMncLength([line]), line).toBeUndefined();
  });

  it.each([
    [
      '+CREG: 2,1,"00C3","0A1B"',
      { domain: 'circuit', status: 1, registered: true, roaming: false, area: 0xc3, cell: 0xa1b },
    ],
    [
      '+CREG: 1,"00C3","0A1B"',
      { domain: 'circuit', status: 1, registered: true, roaming: false, area: 0xc3, cell: 0xa1b },
    ],
    ['+CGREG: 0,5', { domain: 'packet', status: 5, registered: true, roaming: true }],
    ['+CGREG: 5', { domain: 'packet', status: 5, registered: true, roaming: true }],
    ['+CEREG: 3', { domain: 'eps', status: 3, registered: false, roaming: false }],
    [
      '+CREG:2, 2, 00C3, FFFF',
      { domain: 'circuit', status: 2, registered: false, roaming: false, area: 0xc3, cell: 0xffff },
    ],
    ['+CREG: 0,2,"",""', { domain: 'circuit', status: 2, registered: false, roaming: false }],
  ])('%s', (line, expected) => {
    expect(parseRegistration(line)).toEqual(expected);
  });

  it('no registration', () => {
    for (const line of ['+CREG: (0-2)', '+CREG:', '+CREG: 0,77', 'RING', '+COPS: 0'])
      expect(parseRegistration(line)).toBeUndefined();
  });

  it('+CGDCONT and +CGACT', () => {
    expect(
      parseContexts(['+CGDCONT: 1,"IP","three.co.uk","0.0.0.0",0,0', '+CGDCONT: 3,"ip",""', '+CGDCONT: x', '']),
    ).toEqual([
      { cid: 1, type: 'IP', apn: 'three.co.uk' },
      { cid: 3, type: 'IP', apn: '' },
    ]);
    expect(parseContexts(['+CGDCONT: 1,"IP","a,b"'])).toEqual([{ cid: 1, type: 'IP', apn: 'a,b' }]);
    expect(parseActiveContexts(['+CGACT: 1,1', '+CGACT: 2,0', '+CGACT: 3'])).toEqual([
      { cid: 1, active: true },
      { cid: 2, active: false },
    ]);
  });

  it('texts', () => {
    expect(parseCallEnd(['+CEER: "Unknown APN"'])).toBe('Unknown APN');
    for (const nothing of [
      'No cause information available',
      '+CEER: 0,"No report available"',
      '"No information available"',
    ])
      expect(parseCallEnd([nothing])).toBeUndefined();
    expect(parseCallEnd([])).toBeUndefined();
    expect(parseIdentity(['+CGMM: "MF627"'])).toBe('MF627');
    expect(parseIdentity(['MF627'])).toBe('MF627');
    expect(parseIdentity(['+CGMI: ZTE INCORPORATED'])).toBe('ZTE INCORPORATED');
    expect(parseIdentity(['""'])).toBeUndefined();
  });

  it('the SIM', () => {
    expect(parseImsi(['234201234567890'])).toBe('234201234567890');
    expect(parseImsi(['+CIMI: "234201234567890"'])).toBe('234201234567890');
    expect(parseImsi(['23420'])).toBeUndefined();
    expect(homeNetworks('234201234567890')).toEqual(['23420', '234201']);
    expect(parseIccid(['+CRSM: 144,0,"984402000000000000F0"'])).toBe('8944200000000000000');
    expect(parseIccid(['+CRSM: 144,0,"98440200000000000010"'])).toBe('89442000000000000001');
    expect(parseIccid(['+CRSM: 144,0,89442000000000000001'])).toBe('89442000000000000001');
    expect(parseIccid(['+CRSM: 106,130,""'])).toBeUndefined();
    expect(parseIccid(['+CRSM: 144,0,"9844AA00000000000010"'])).toBeUndefined();
    expect(parsePinRetries(['+ZPINPUK: 3,10'])).toEqual({ pin: 3, puk: 10 });
    expect(parsePinRetries(['+ZPINPUK: 2'])).toEqual({ pin: 2 });
    expect(parsePinRetries(['+ZPINPUK: ?'])).toBeUndefined();
  });

  it('the network', () => {
    expect(parseFunctionality(['+CFUN: 1'])).toBe(1);
    expect(parseFunctionality(['+CFUN: 4,0'])).toBe(4);
    expect(parseFunctionality(['OK'])).toBeUndefined();
  });

  it('never throws, whatever a modem says', () => {
    const names = [
      'CPIN',
      'CSQ',
      'CREG',
      'CGREG',
      'CEREG',
      'CGDCONT',
      'CGACT',
      'CEER',
      'CGMM',
      'CIMI',
      'CRSM',
      'ZPINPUK',
      'COPS',
      'CFUN',
      'CGATT',
    ];
    const line = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.constantFrom(...names), fc.string(), fc.string({ unit: fc.constantFrom(...'0129,"() F') }))
        .map(([name, a, b]) => `+${name}: ${b}${a}`),
    );
    const parsers = [
      parsePinState,
      parseSignal,
      parseContexts,
      parseActiveContexts,
      parseCallEnd,
      parseIdentity,
      parseImsi,
      parseIccid,
      parsePinRetries,
      parseFunctionality,
    ];
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        for (const parse of parsers) parse(lines);
        for (const one of lines) parseRegistration(one);
      }),
      { numRuns: 500 },
    );
  });
});
