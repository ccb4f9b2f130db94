import { describe, expect, it } from 'vitest';
import { quotedPrintable } from './quoted-printable.js';

const undone = (...lines: readonly string[]): readonly string[] => {
  const mail = quotedPrintable();
  const whole = lines.map(mail.take);
  return [...whole, mail.end()].filter((line) => line !== undefined);
};

describe("a mail's quoted-printable", () => {
  it('is undone, and what it cut is one line again', () => {
    expect(undone('status =3D 0x0', 'sent [LCP Conf=', 'Req id=3D0x1]', 'gr=C3=BC=C3=9Fe=20')).toEqual([
      'status = 0x0',
      'sent [LCP ConfReq id=0x1]',
      'grüße ',
    ]);
  });

  it('is known by a line that was cut where it had to be', () => {
    const first = 'x'.repeat(75);
    expect(undone(`${first}=`, 'tail', 'a =3D b')).toEqual([`${first}tail`, 'a = b']);
  });

  it('is not what settings are, nor commands, nor packets', () => {
    const lines = ['Password =', 'AT+CPIN=1234', 'Init2=AT+CGDCONT=3D1', 'sent [LCP ConfReq id=0x1]', '='.repeat(76)];
    expect(undone(...lines)).toEqual(lines);
  });

  it('ends where a line says otherwise', () => {
    expect(undone('a =3D b', 'c = d', 'Username =')).toEqual(['a = b', 'c = d', 'Username =']);
  });

  it('that breaks off keeps what there was', () => {
    expect(undone('a =3D b', 'begun=')).toEqual(['a = b', 'begun']);
  });
});
