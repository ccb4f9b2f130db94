import { describe, expect, it } from 'vitest';
import { readText } from '../read-lines.js';
import { diallerReaders } from './index.js';

const read = (...lines: readonly string[]) => readText('a.log', lines.join('\n'), diallerReaders);
const told = (...lines: readonly string[]) =>
  read(...lines).facts.map((fact) => (fact.fact === 'sign.seen' ? fact.sign : fact.fact));

describe('dialogues with modems', () => {
  it.each([
    ['--> Sending: ATDT*99#'],
    ['-> Sending: ATDT*99#'],
    ['--&gt; Sending: ATDT*99#'],
    ['\u2013> Sending: ATDT*99#'],
    ['WvDial<*1>: Sending: ATDT*99#'],
    ['GNOME PPP: STDERR: --> Sending: ATDT*99#'],
    ['Mar  3 18:12:40 host wvdial[33]: --> Sending: ATDT*99#'],
    ['Sending: ATDT*99#'],
    ['atdt*99#'],
    ['TX: ATDT*99#'],
    ['wan (811): sending -> ATDT*99#'],
  ])('reads %s', (line) => {
    expect(told(line)).toEqual(['at.sent']);
  });

  it('begins a run where the modem is initialised, once', () => {
    expect(told('--> WvDial: Internet dialer version 1.61', '--> Initializing modem.')).toEqual(['run.started']);
    expect(told('--> Initializing modem.', '--> Bad init string.', '--> Initializing modem.')).toEqual([
      'run.started',
      'init-refused',
      'run.started',
    ]);
  });

  it.each([
    ['--> Cannot open /dev/ttyUSB0: No such file or directory', 'port-missing'],
    ['WvDial<Err>: Cannot open /dev/ttyUSB0: Device or resource busy', 'port-busy'],
    ['--> Cannot open /dev/ttyUSB0: Permission denied', 'port-not-permitted'],
    ['--> Configuration does not specify a valid phone number.', 'dial-settings-missing'],
    ['--> Warning: section [Dialer x] does not exist in wvdial.conf.', 'dialler-section-missing'],
    ['--> Ignoring malformed input line: "Phon *99#"', 'dialler-line-ignored'],
    ['--> The PPP daemon has died: A modem hung up the phone (exit code = 16)', 'pppd.exited'],
    ['--> We failed to authenticate ourselves to the peer.', 'ppp.auth-refused'],
    ['--> local  IP address 10.0.0.2', 'ppp.up'],
    ['--> Unable to run /usr/sbin/pppd.', 'pppd-not-permitted'],
  ])('%s', (line, expected) => {
    expect(told(line)).toEqual([expected]);
  });

  it('tells a modem that falls silent by its call from one that never answered', () => {
    const called = [
      '--> Carrier detected.  Starting PPP immediately.',
      '--> Auto Reconnect will be attempted in 5 seconds',
    ];
    const silent = ['--> Initializing modem.', '--> Sending: ATZ', '--> Modem not responding.'];
    expect(told('--> WvDial: Internet dialer version 1.61', ...called, ...silent)).toEqual(
      expect.arrayContaining(['dial.connected', 'link-ended', 'modem-silent-since']),
    );
    expect(told(...called, '--> WvDial: Internet dialer version 1.61', ...silent)).toContain('modem-silent');
  });

  it('knows a modem that refused wvdialconf from ports that were silent', () => {
    const scan = (answer: string) => [
      'Scanning your serial ports for a modem.',
      `ttyACM1<*1>: ATQ0 V1 E1 -- ${answer}`,
      'ttyACM2<*1>: ATQ0 V1 E1 -- and failed too at 115200, giving up.',
      'Sorry, no modem was detected!  Is it in use by another program?',
    ];
    expect(told(...scan('ERROR'))).toEqual(['basic-refused']);
    expect(told(...scan('+CME ERROR: 14'))).toEqual(['sim.state']);
    expect(told(...scan('and failed too at 115200, giving up.'))).toEqual(['no-port-answered']);
  });

  it('names the command that wvdial took for a bad init string, and where it was sent', () => {
    const { facts } = read('--> Initializing modem.', '--> Sending: AT+CSQ', 'ERROR', '--> Bad init string.');
    expect(facts.at(-1)).toMatchObject({ sign: 'init-refused', detail: 'AT+CSQ', seen: [{ line: 2 }, { line: 4 }] });
  });

  it('reads a command and its answer on one line', () => {
    expect(told("AT+CPIN? response: ['+CPIN: SIM PIN', 'OK']")).toEqual(['at.sent', 'sim.state', 'at.replied']);
    expect(told('AT+CGMI -> []')).toEqual(['at.sent', 'at.replied', 'modem-silent']);
    expect(told('AT+CSQ response: +CSQ: 3,99')).not.toContain('modem-silent');
  });

  it('takes lost line breaks for what they were', () => {
    expect(told('AT+CPIN? +CPIN: SIM PUK OK')).toEqual(['at.sent', 'sim.state', 'at.replied']);
    expect(told("b'AT+CSQ\\r\\r\\n+CSQ: 0,99\\r\\n\\r\\nOK\\r\\n'")).toEqual([
      'at.sent',
      'signal.measured',
      'at.replied',
    ]);
  });

  it('notices who else asks', () => {
    expect(told('--> Sending: ATDT*99#', '--> Waiting for carrier.', 'ATDT*99#', 'AT+CREG?')).toContain(
      'foreign-command',
    );
  });

  it('leaves to others what is not its own', () => {
    const { understood } = read(
      'OK',
      'At the moment it works',
      'usb 1-3: new device',
      'busy',
      'ERROR',
      'a: b',
      '> quoted',
    );
    expect(understood).toBe(0);
  });

  it('is quick with long lines', () => {
    const long = ['a ', '-->', '} ', '~}#!', 'AT ', 'OK ', '+CSQ: 1 ', "'", '\\r', 'tty<', '(', ' : '].map((it) =>
      it.repeat(20_000),
    );
    const begun = performance.now();
    read(
      ...long,
      ...long.map((it) => `--> Sending: AT${it}`),
      ...long.map((it) => `+COPS: ${it}`),
      ...long.map((it) => `--> ${it}`),
    );
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});
