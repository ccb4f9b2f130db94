import { describe, expect, it } from 'vitest';
import { readText } from '../read-lines.js';
import { pppdReader } from './pppd.js';

const signs = (...lines: readonly string[]) =>
  readText('log', lines.join('\n'), [pppdReader]).facts.flatMap((fact) =>
    fact.fact === 'sign.seen' && fact.by === 'chat' ? [fact.sign] : [],
  );
const syslog = (text: string) => `May 27 10:30:17 host chat[4]: ${text}`;

describe("chat's report", () => {
  it('tells a modem that answered before from one that never did, and from a script that asks too late', () => {
    const dialled = ['send (ATD*99#^M)', 'expect (CONNECT)', 'alarm', 'Failed'];
    expect(signs('send (ATZ^M)', 'expect (OK)', 'OK', ' -- got it', ...dialled)).toContain('chat-alarm');
    expect(signs('send (AT^M)', 'expect (OK)', 'AT^M', 'alarm', 'Failed')).toContain('chat-unanswered');
    expect(signs('expect (ATZ^M)', 'alarm', 'Failed')).toContain('chat-heard-first');
  });

  it('tells of the abort string that came', () => {
    const lines = ['abort on (NO CARRIER)', 'send (ATD*99#^M)', 'NO CARRIER', ' -- failed', 'Failed (NO CARRIER)'];
    expect(signs(...lines)).toEqual(expect.arrayContaining(['no-carrier', 'connect-script-failed']));
    expect(signs(...lines.map(syslog))).toEqual(expect.arrayContaining(['no-carrier', 'connect-script-failed']));
  });

  it('says nothing of a script that hangs up', () => {
    expect(signs('send (+++\\d^M)', 'expect (OK)', 'alarm', 'Failed')).toEqual([]);
  });

  it('is over when pppd takes the line', () => {
    const { understood } = readText('log', 'send (ATD*99#^M)\nCONNECT\nSerial connection established.\nOK', [
      pppdReader,
    ]);
    expect(understood).toBe(3);
  });
});
