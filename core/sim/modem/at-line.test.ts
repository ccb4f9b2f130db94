import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parametersOf, parseAtLine } from './at-line.js';

const texts = (line: string) => parseAtLine(line)?.map(({ text }) => text);

describe('parseAtLine', () => {
  it('takes basic and extended commands apart', () => {
    expect(texts('AT')).toEqual([]);
    expect(texts('ATE0V1')).toEqual(['E0', 'V1']);
    expect(texts('ATE0+CMEE=1')).toEqual(['E0', '+CMEE=1']);
    expect(texts('ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0')).toEqual(['Q0', 'V1', 'E1', 'S0=0', '&C1', '&D2', '+FCLASS=0']);
    expect(texts('at+cops=3,0;+cops?')).toEqual(['+COPS=3,0', '+COPS?']);
    expect(texts('AT+CPIN?;E0')).toEqual(['+CPIN?', 'E0']);
    expect(texts('ATDT*99***1#')).toEqual(['DT*99***1#']);
  });

  it('knows the forms of a command', () => {
    const forms = parseAtLine('AT+CGMM;+CREG?;+CREG=?;+CREG=2;E1;S0?')?.map(({ name, form, value }) => [
      name,
      form,
      value,
    ]);
    expect(forms).toEqual([
      ['+CGMM', 'run', ''],
      ['+CREG', 'read', ''],
      ['+CREG', 'test', ''],
      ['+CREG', 'set', '2'],
      ['E', 'run', '1'],
      ['S0', 'read', ''],
    ]);
  });

  it('leaves alone what stands in quotes', () => {
    const [part] = parseAtLine('AT+CGDCONT=1, "IP","a;b, c",""') ?? [];
    expect(part?.text).toBe('+CGDCONT=1,"IP","a;b, c",""');
    expect(part && parametersOf(part)).toEqual(['1', 'IP', 'a;b, c', '']);
  });

  it('is undefined for lines without AT', () => {
    expect(parseAtLine('hello')).toBeUndefined();
    expect(parseAtLine('')).toBeUndefined();
  });

  it('never throws and loses nothing but spaces and semicolons', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parts = parseAtLine(`AT${text}`) ?? [];
        const plain = (one: string) => one.replace(/[\s;"]/g, '').toUpperCase();
        expect(plain(parts.map((part) => part.text).join(''))).toBe(plain(text));
      }),
    );
  });
});
