import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactCommand, redactLines, redactText } from './redact.js';

describe('redactCommand', () => {
  it.each([
    ['AT+CPIN="4711"', 'AT+CPIN=<hidden>'],
    ['AT+CPIN=4711', 'AT+CPIN=<hidden>'],
    ['at+cpin = "4711","0815"', 'at+cpin =<hidden>'],
    ['AT+CPIN2="4711"', 'AT+CPIN2=<hidden>'],
    ['AT+CMEE=1;+CPIN="4711"', 'AT+CMEE=1;+CPIN=<hidden>'],
    ['AT+CPIN=?;+CPIN="4711"', 'AT+CPIN=?;+CPIN=<hidden>'],
    ['AT+CLCK="SC",0,"4711"', 'AT+CLCK="SC",0,<hidden>'],
    ['AT+CLCK="4711"', 'AT+CLCK=<hidden>'],
    ['AT+CPWD="SC","4711","0815"', 'AT+CPWD="SC",<hidden>'],
    ['AT+CGAUTH=1,2,"TIM","tam"', 'AT+CGAUTH=1,2,<hidden>'],
    ['AT$QCPDPP=1,1,"tam","TIM"', 'AT$QCPDPP=1,1,<hidden>'],
    ['AT%IPDPCFG=1,0,1,"TIM","tam"', 'AT%IPDPCFG=1,<hidden>'],
    ['AT^NDISDUP=1,1,"apn","TIM","tam",1', 'AT^NDISDUP=1,1,<hidden>'],
    ['AT^SGAUTH=1,1,"tam","TIM"', 'AT^SGAUTH=1,1,<hidden>'],
    ['AT_OPDPP=1,1,"tam","TIM"', 'AT_OPDPP=1,1,<hidden>'],
    ['AT+CRSM=214,28486,0,0,17,"00FF4711"', 'AT+CRSM=214,28486,0,0,17,<hidden>'],
    ['ATD+447700900123;', 'ATD<hidden>;'],
  ])('%s', (line, told) => {
    expect(redactCommand(line)).toBe(told);
  });

  it.each([
    'AT+CPIN?',
    'AT+CPIN=?',
    'AT+CLCK="SC",2',
    'AT+CGDCONT=1,"IP","three.co.uk","",0,0',
    'AT+CGAUTH=1,0',
    'AT+CRSM=176,12258,0,0,10',
    'ATD*99***1#',
    'AT+CIMI',
    'AT+COPS=1,2,"23420"',
  ])('leaves %s as it is', (line) => {
    expect(redactCommand(line)).toBe(line);
  });
});

describe('redactLines', () => {
  it.each([
    'AT+CIMI',
    'AT+CGSN',
    'AT+CNUM',
    'AT+CCID',
    'AT+ZGETICCID',
    'AT+CRSM=176,12258,0,0,10',
    'AT^ICCID?',
    'ATE0+CIMI',
  ])('hides the whole answer to %s', (command) => {
    expect(redactLines(command, ['35', 'abc'])).toEqual(['<hidden>', '<hidden>']);
  });

  it('hides private lines and credentials in any answer', () => {
    expect(redactLines('ATI', ['Model: MF627', 'IMEI: 353456789012345', '+CNUM: "","1234",129'])).toEqual([
      'Model: MF627',
      'IMEI: <hidden>',
      '<hidden>',
    ]);
    expect(redactLines('AT+CGAUTH?', ['+CGAUTH: 1,2,"TIM","tam"'])).toEqual(['+CGAUTH: 1,2,<hidden>']);
  });

  it.each([
    ['AT+CPIN?', '+CPIN: SIM PIN'],
    ['AT+CLCK="SC",2', '+CLCK: 1'],
    ['AT+CREG?', '+CREG: 2,1,"00C3","0A1B2C3D"'],
    ['AT+CGDCONT?', '+CGDCONT: 1,"IP","three.co.uk","0.0.0.0",0,0'],
    ['AT+COPS?', '+COPS: 0,2,"23420",2'],
    ['AT+CGMR', 'BD_3GHAP673A4V1.0.0B02'],
    ['ATD*99#', 'CONNECT 7200000'],
    ['AT+CGPADDR', '+CGPADDR: 1,"10.111.222.133"'],
  ])('leaves the answer to %s as it is', (command, line) => {
    expect(redactLines(command, [line])).toEqual([line]);
  });
});

describe('redactText', () => {
  it('hides numbers that quotes split, swapped card numbers, and each line of several', () => {
    expect(redactText('IMSI 23420"1234"567890!')).toBe('IMSI <hidden>!');
    expect(redactText('984402000000000000F0')).toBe('<hidden>');
    expect(redactText('a\r\n+CNUM: "x","123"\r\nb\nAT+CPIN="4711"\nc')).toBe('a\r\n<hidden>\r\nb\nAT+CPIN=<hidden>\nc');
  });

  const digits = (minLength: number, maxLength = minLength) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });
  const around = fc.string({ unit: fc.constantFrom(...'abXY "\',;:+-()=\t') });

  it('lets no IMSI, IMEI, ICCID or phone number through, wherever it stands', () => {
    const number = fc.oneof(digits(15), digits(19), digits(20), digits(10, 13));
    const frames = fc.constantFrom(
      '',
      'AT+CIMI: ',
      '+CRSM: 144,0,"',
      '+CGDCONT: 1,"IP","',
      '+CMGS="',
      'ATD',
      '+CUSD: 0,"',
      'AT+CPBW=1,"',
    );
    fc.assert(
      fc.property(number, frames, around, around, (secret, frame, before, after) => {
        const text = `${before}${frame}${secret}${after}`;
        expect(redactText(text)).not.toContain(secret);
        expect(redactCommand(`AT${text}`)).not.toContain(secret);
        for (const command of ['AT+CIMI', 'AT+CRSM=176,12258,0,0,10', 'ATI', 'AT+CGSN'])
          expect(redactLines(command, [text, secret]).join()).not.toContain(secret);
      }),
    );
  });

  it('lets no PIN through', () => {
    const frames = fc.constantFrom(
      'AT+CPIN=',
      'AT+CPIN2=',
      'AT+CLCK="SC",1,',
      'AT+CPWD="SC",',
      'AT+CREG?;+CPIN=',
      'at+cpin=',
    );
    const wrapped = fc.constantFrom(['"', '"'], ['', ''], ['"', ''], [' "', '" '], ['"1111","', '"'], [',', ',']);
    fc.assert(
      fc.property(digits(4, 8), frames, wrapped, (pin, frame, [open, close]) => {
        expect(redactCommand(`${frame}${open}${pin}${close}`)).not.toContain(pin);
        expect(redactText(`log: ${frame}${open}${pin}${close}`)).not.toContain(pin);
      }),
    );
  });

  it('a line that names a state any number of times is told, and what is secret behind them is not', () => {
    const states = '+CPIN: READY '.repeat(20_000);
    expect(redactText(`${states}AT+CPIN=4711`)).toBe(`${states}AT+CPIN=<hidden>`);
  });

  it('lets no credentials through', () => {
    const secret = fc
      .string({ unit: fc.constantFrom(...'abcxyz0189 ,;=?+:@'), minLength: 5, maxLength: 30 })
      .filter((it) => it.trim().length > 4);
    const frames = fc.constantFrom(
      'AT+CGAUTH=1,2,',
      'AT$QCPDPP=1,1,',
      'AT%IPDPCFG=1,0,1,',
      '+CGAUTH: 1,1,',
      'AT+CMEE=1;+CGAUTH=1,1,',
      'AT*EIAAUW=1,1,',
    );
    fc.assert(
      fc.property(secret, secret, frames, (user, password, frame) => {
        const told = redactCommand(`${frame}"${user}","${password}"`);
        expect(told).not.toContain(user);
        expect(told).not.toContain(password);
      }),
    );
  });
});
