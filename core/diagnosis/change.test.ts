import type { CauseId } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { readText } from '../readers/read-lines.js';
import { changeFor } from './change.js';

const change = (text: string, cause: CauseId, apns: readonly string[] = ['internet.example']) =>
  changeFor(readText('file.conf', text).facts, cause, apns);

/** The hunk alone: what stands behind the names of the files. */
const hunk = (text: string, cause: CauseId, apns?: readonly string[]) =>
  change(text, cause, apns)?.diff.split('\n').slice(2, -1);

const wvdial = `[Dialer Defaults]
Modem = /dev/ttyUSB2
Init1 = ATZ
Init2 = ATQ0 V1 E1
Phone = *99#
Username = a
Password = b`;

const chat = (dial: string) => `ABORT 'NO CARRIER'
TIMEOUT 30
'' AT
${dial}
CONNECT ''`;

describe('a change of a file', () => {
  it('names the file as diff does', () => {
    const found = change(wvdial, 'apn-missing');
    expect(found?.file).toBe('file.conf');
    expect(found?.diff).toMatch(/^--- file\.conf\n\+\+\+ file\.conf\n@@ .*\n(?:[ +-].*\n)+$/);
  });

  it('gives wvdial the APN under the next number, behind what resets the modem', () => {
    expect(hunk(wvdial, 'apn-missing')).toEqual([
      '@@ -3,4 +3,5 @@',
      ' Init1 = ATZ',
      ' Init2 = ATQ0 V1 E1',
      '+Init3 = AT+CGDCONT=1,"IP","internet.example"',
      ' Phone = *99#',
      ' Username = a',
    ]);
  });

  it('says nothing of an APN that nobody knows', () => expect(change(wvdial, 'apn-missing', [])).toBeUndefined());

  it('gives a chat script the APN before it dials', () => {
    expect(hunk(chat('OK ATD*99#'), 'apn-missing')).toEqual([
      '@@ -2,4 +2,5 @@',
      ' TIMEOUT 30',
      " '' AT",
      `+OK 'AT+CGDCONT=1,"IP","internet.example"'`,
      ' OK ATD*99#',
      " CONNECT ''",
    ]);
    expect(hunk(chat('READY ATD*99#'), 'apn-missing')).toBeUndefined();
  });

  it.each([
    ['[gsm]\nnumber=*99#', ['@@ -1,2 +1,3 @@', ' [gsm]', ' number=*99#', '+apn=internet.example']],
    [
      "config interface 'wan'\n\toption proto '3g'\n\toption device '/dev/ttyUSB0'",
      ['@@ -2,2 +2,3 @@', " option proto '3g'", "+option apn 'internet.example'", " option device '/dev/ttyUSB0'"],
    ],
    [
      "network.wan.proto='3g'\nnetwork.wan.apn=''",
      ['@@ -1,2 +1,2 @@', " network.wan.proto='3g'", "-network.wan.apn=''", "+network.wan.apn='internet.example'"],
    ],
  ])('gives other files the APN: %j', (text, lines) => {
    expect(hunk(text, 'apn-missing')).toEqual(lines);
  });

  it('mends a line', () => {
    expect(hunk(wvdial.replace('*99#', '*99'), 'wrong-dial-string')).toContain('+Phone = *99#');
    expect(hunk(`${wvdial}\nInit3 = AT+CGDCONT=1,IP,web`, 'at-command-rejected')).toContain(
      '+Init3 = AT+CGDCONT=1,"IP","web"',
    );
  });

  it('adds an option, and none that is there', () => {
    const options = "noipdefault\ndefaultroute\n/dev/ttyUSB0\nconnect '/usr/sbin/chat -f x'";
    expect(hunk(options, 'peer-auth-required')).toEqual([
      '@@ -3,2 +3,3 @@',
      ' /dev/ttyUSB0',
      " connect '/usr/sbin/chat -f x'",
      '+noauth',
    ]);
    expect(hunk(options, 'no-dns')).toContain('+usepeerdns');
    expect(change(options, 'no-default-route')).toBeUndefined();
  });

  it('shows no secret', () => {
    expect(hunk(wvdial.replace('Username = a', 'Init5 = AT'), 'apn-missing')?.join()).not.toContain('Password');
  });
});
