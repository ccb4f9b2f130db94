import { describe, expect, it } from 'vitest';
import { belongs, makesCall } from './belongs.js';

describe('belongs', () => {
  it.each([
    ['AT+CREG?', '+CREG: 2,1,"00C3","0A1B"'],
    ['AT+CREG?', '+CREG: 0,1'],
    ['AT+CREG?', '+CREG: 2,1,00C3,0A1B'],
    ['AT+CREG=?', '+CREG: (0-2)'],
    ['at+cgreg?', '+CGREG: 0,5'],
    ['AT+ZPAS?', '+ZPAS: "UMTS","CS_PS"'],
    ['AT+CGMM', 'MF627'],
    ['AT+CGMM', '+CGMM: "MF627"'],
    ['ATI', 'Manufacturer: ZTE INCORPORATED'],
    ['ATE0+CPMS?', '+CPMS: "SM",0,20'],
    ['AT+CSQ;+CGATT?', '+CGATT: 1'],
    ['AT^SYSINFO', '^SYSINFO:2,3,0,5,1'],
    ['AT%IPSYS?', '%IPSYS: 1,1'],
    ['AT*E2CFUN?', '*E2CFUN: 1'],
    ['AT$QCPDPP?', '$QCPDPP: 1,0'],
    ['AT+ZCDRUN=8', 'Close autorun state result(0:FAIL 1:SUCCESS):1'],
    ['AT+CPIN?', '+CPIN : READY'],
  ])('%s is answered by %s', (command, line) => {
    expect(belongs(command, line)).toBe(true);
  });

  it.each([
    ['AT+CREG?', '+CREG: 1'],
    ['AT+CREG?', '+CREG: 1,"00","11"'],
    ['AT+CREG?', '+CREG: 5,"00C3","0A1B",2'],
    ['AT+CREG?', '+CGREG: 0,1'],
    ['AT+CREG=2', '+CREG: 2,1'],
    ['AT+CREG=?', '+CREG: 1'],
    ['AT+ZPAS?', '+ZPASR: "UMTS"'],
    ['AT+CGMM', '+ZUSIMR:2'],
    ['AT+CGMM', '^RSSI:18'],
    ['AT+CGMM', 'RING'],
    ['ATI', 'NO CARRIER'],
    ['ATI', 'SMS READY'],
    ['AT+CGDCONT=1,"IP","+CREG"', '+CREG: 1,1'],
    ['AT+COPS=1,0,"+CSQ"', '+CSQ: 18,99'],
    ['ATD*99#', 'anything'],
    ['AT', '+CPIN: READY'],
  ])('%s is not answered by %s', (command, line) => {
    expect(belongs(command, line)).toBe(false);
  });
});

describe('makesCall', () => {
  it.each(['ATD*99***1#', 'ATDT*99#', 'ATX3DT*99#', 'ATA', 'ATO', 'AT+CGDATA="PPP",1', 'AT&C1D*99#'])(
    '%s does',
    (command) => {
      expect(makesCall(command)).toBe(true);
    },
  );

  it.each([
    'AT',
    'ATZ',
    'ATE0V1',
    'AT&D2',
    'AT&C1&D2',
    'AT+CGDCONT?',
    'AT%IPDPACT?',
    'ATE0+CGDCONT?',
    'AT+COPS=0',
    'ATI',
    'ATS0=0',
  ])('%s does not', (command) => {
    expect(makesCall(command)).toBe(false);
  });
});
