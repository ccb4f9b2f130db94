import { apnSchema, atLineSchema } from '@dialtone/plugins';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apnParameter,
  atCommand,
  authCommand,
  clckCommand,
  cpwdCommand,
  InvalidAtText,
  pinCommand,
  pukCommand,
  quoted,
} from './at-command.js';

const accepts = (make: () => unknown): boolean => {
  try {
    make();
    return true;
  } catch (error) {
    if (error instanceof InvalidAtText) return false;
    throw error;
  }
};

describe('atCommand', () => {
  it.each([
    ['AT\r', 'An AT command may only hold printable ASCII characters.'],
    ['AT+CGMM\nAT+CFUN=0', 'An AT command may only hold printable ASCII characters.'],
    ['AT+CMGS=1\x1a', 'An AT command may only hold printable ASCII characters.'],
    ['AT\x1b', 'An AT command may only hold printable ASCII characters.'],
    ['ATé', 'An AT command may only hold printable ASCII characters.'],
    ['', 'An AT command starts with "AT".'],
    ['at+cgmm', 'An AT command starts with "AT".'],
    [`AT${'x'.repeat(254)}`, 'An AT command has at most 255 characters.'],
  ])('refuses %j', (line, rule) => {
    expect(() => atCommand(line)).toThrow(new InvalidAtText(rule));
  });

  it('refuses an answer that would end the prompt early', () => {
    expect(() => atCommand('AT+CMGS=1', { answer: '00\x1aAT+CFUN=0\r' })).toThrow(InvalidAtText);
  });

  it('takes what the contract takes, and nothing else', () => {
    const lines = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.string({ maxLength: 260 }).map((it) => `AT${it}`),
    );
    fc.assert(
      fc.property(lines, (line) => {
        expect(accepts(() => atCommand(line))).toBe(atLineSchema.pipe[1].requirement.test(line));
      }),
    );
  });
});

describe('parameters', () => {
  it('puts a text in quotes and refuses what would end them', () => {
    expect(quoted('three, co')).toBe('"three, co"');
    for (const text of ['a"b', 'a\rb', 'a\nb', 'a\x1ab', 'a\x00', 'ä']) expect(accepts(() => quoted(text))).toBe(false);
  });

  it('takes the APNs of the contract', () => {
    expect(apnParameter('three.co.uk')).toBe('"three.co.uk"');
    expect(apnParameter('')).toBe('""');
    for (const apn of ['a"', 'a\r', 'a\n', 'a\x1a', 'x'.repeat(101), '3internet";+CFUN=0', 'a b'])
      expect(accepts(() => apnParameter(apn))).toBe(false);
    fc.assert(
      fc.property(fc.string(), (apn) => {
        expect(accepts(() => apnParameter(apn))).toBe(apnSchema.pipe[1].requirement.test(apn));
      }),
    );
  });

  it('never repeats what it refuses', () => {
    expect(() => pinCommand('12345x')).toThrow(new InvalidAtText('A PIN has four to eight digits.'));
    expect(() => quoted('sec"ret')).toThrow(expect.objectContaining({ message: expect.not.stringContaining('sec') }));
  });
});

describe('commands with secrets', () => {
  it('gives a PIN, and tells none', () => {
    expect(pinCommand('4711')).toMatchObject({ line: 'AT+CPIN="4711"', redacted: 'AT+CPIN=<hidden>' });
    for (const pin of ['', '123', '123456789', '12 4', '1234"']) expect(accepts(() => pinCommand(pin))).toBe(false);
  });

  it('gives a PUK with a new PIN, and tells neither', () => {
    expect(pukCommand('12345678', '4711')).toMatchObject({
      line: 'AT+CPIN="12345678","4711"',
      redacted: 'AT+CPIN=<hidden>',
    });
    for (const [puk, pin] of [
      ['1234567', '4711'],
      ['123456789', '4711'],
      ['1234567x', '4711'],
      ['12345678', '471'],
      ['12345678', '4711"'],
    ] as const)
      expect(accepts(() => pukCommand(puk, pin))).toBe(false);
  });

  it('locks, unlocks and changes the PIN, and tells none', () => {
    expect(clckCommand(true, '4711')).toMatchObject({
      line: 'AT+CLCK="SC",1,"4711"',
      redacted: 'AT+CLCK="SC",1,<hidden>',
    });
    expect(clckCommand(false, '4711').line).toBe('AT+CLCK="SC",0,"4711"');
    expect(cpwdCommand('4711', '12345678')).toMatchObject({
      line: 'AT+CPWD="SC","4711","12345678"',
      redacted: 'AT+CPWD="SC",<hidden>',
    });
    for (const pin of ['', '123', '123456789', '12 4', '1234"', '1234\n']) {
      expect(accepts(() => clckCommand(true, pin))).toBe(false);
      expect(accepts(() => cpwdCommand(pin, '4711'))).toBe(false);
      expect(accepts(() => cpwdCommand('4711', pin))).toBe(false);
    }
  });

  it('gives credentials, and tells none', () => {
    expect(authCommand(1, 'chap', 'TIM', 'tam,tum')).toMatchObject({
      line: 'AT+CGAUTH=1,2,"TIM","tam,tum"',
      redacted: 'AT+CGAUTH=1,2,<hidden>',
    });
    expect(authCommand(2, 'pap', 'u', '').line).toBe('AT+CGAUTH=2,1,"u",""');
    expect(authCommand(1, 'none', 'u', 'p').line).toBe('AT+CGAUTH=1,0');
    expect(accepts(() => authCommand(1.5, 'pap', 'u', 'p'))).toBe(false);
    expect(accepts(() => authCommand(1, 'pap', 'u"', 'p'))).toBe(false);
  });
});
