import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../facts/usage-error.js';
import type { UpFlags } from './program.js';
import { startOptions } from './start-options.js';

const folder = mkdtempSync(join(tmpdir(), 'dialtone-options-'));
afterAll(() => rmSync(folder, { recursive: true }));
const secret = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
};

const flags: UpFlags = {
  simulate: 'mf627@three-uk',
  misbehave: [],
  disablePlugin: [],
  engine: 'auto',
  defaultRoute: true,
  once: false,
  json: false,
};
const options = (more: Partial<UpFlags>) => startOptions({ ...flags, ...more }, () => undefined);
const refusal = (more: Partial<UpFlags>): string => {
  try {
    options(more);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'taken';
};

describe('startOptions', () => {
  it('passes on what was asked, secrets read from their files', () => {
    expect(
      options({
        simulate: 'MF627@Three-UK',
        misbehave: ['apn-only=3internet'],
        disablePlugin: ['three-uk'],
        apn: '3internet',
        user: 'tim',
        passwordFile: secret('password', 'pa55 word\n'),
        pinFile: secret('pin', '1234\n'),
        engine: 'userspace',
        defaultRoute: false,
        once: true,
      }),
    ).toEqual({
      simulate: { device: 'mf627', carrier: 'three-uk', misbehave: ['apn-only=3internet'] },
      disabledPlugins: ['three-uk'],
      overrides: { apn: '3internet', user: 'tim', password: 'pa55 word', pin: '1234' },
      engine: 'userspace',
      defaultRoute: false,
      once: true,
    });
  });

  it('takes an empty APN as a wish: the subscription decides', () => {
    expect(options({ apn: '' }).overrides).toEqual({ apn: '' });
    expect(options({}).overrides).toEqual({});
  });

  it.each([
    ['a quote', 'three"co'],
    ['a carriage return', 'three\rAT+CFUN=0'],
    ['a line feed', 'three\n'],
    ['Ctrl-Z', 'three\u001a'],
    ['300 characters', 'a'.repeat(300)],
    ['an AT command', 'x";+CPWD="SC","1234","9999'],
    ['101 characters', 'a'.repeat(101)],
    ['an escape sequence', '\u001b[2J'],
    ['a letter beyond ASCII', 'dreiü'],
  ])('refuses an APN with %s in one sentence that does not repeat it', (_, apn) => {
    const sentence = refusal({ apn });
    expect(sentence).toBe('--apn must be an APN: at most 100 letters, digits, dots, dashes and underscores.');
  });

  it('lets nothing but APNs through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (apn) => {
        expect(refusal({ apn }) === 'taken').toBe(
          /^[A-Za-z0-9._-]{0,100}$/.test(apn) && !apn.endsWith('\n') && !apn.startsWith('--'),
        );
      }),
    );
  });

  it('checks user, password and PIN, and repeats none of them', () => {
    expect(refusal({ user: 'a"b' })).toMatch(/^--user must be at most 127 printable ASCII/);
    expect(refusal({ passwordFile: secret('bad-password', 'geh"eim') })).toMatch(/^What --password-file holds must be/);
    for (const [index, pin] of ['123', '123456789', '12a4', '12 34', '１２３４'].entries()) {
      expect(refusal({ pinFile: secret(`pin-${index}`, pin) })).toBe(
        'What --pin-file holds must be a PIN: four to eight digits.',
      );
    }
  });

  it('takes no option for a value', () => {
    expect(refusal({ apn: '--once' })).toBe('--apn needs a value, and another option followed it.');
    expect(refusal({ misbehave: ['slow', '--json'] })).toBe(
      '--misbehave needs a value, and another option followed it.',
    );
    expect(refusal({ pinFile: '--json' })).toBe('--pin-file needs a value, and another option followed it.');
  });

  it.each(['', 'mf627', '@three-uk', 'mf627@', 'a@b@c', '\u001b@x'])('refuses %j as what to simulate', (simulate) => {
    expect(refusal({ simulate })).toBe('--simulate takes a device and a carrier, such as mf627@three-uk.');
  });

  it('without a stick to simulate it is for those of this machine, and they misbehave by themselves', () => {
    const { simulate: _, ...real } = flags;
    const warn = () => undefined;
    expect(startOptions(real, warn)).not.toHaveProperty('simulate');
    expect(() => startOptions({ ...real, misbehave: ['echo-on'] }, warn)).toThrow(
      '--misbehave is for virtual sticks: add --simulate, as in `dialtone up --simulate mf627@three-uk --once`.',
    );
  });
});
