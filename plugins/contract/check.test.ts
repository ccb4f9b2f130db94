import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCarrier, checkDevicePlugin, checkPackageField } from './check.js';

const carrier = {
  contract: 1,
  id: 'acme-mobile',
  carrier: 'Acme Mobile',
  source: 'the leaflet',
  match: { mccmnc: ['00101'] },
  profiles: [{ name: 'Internet', apn: 'internet', auth: { allow: ['none'] } }],
};
const profile = carrier.profiles[0];
const device = {
  id: 'acme-1',
  model: 'Acme 1',
  source: 'the datasheet',
  match: { usb: [{ vendor: 'ffff', product: '0031' }] },
  ports: { 1: 'at' },
};
const plugin = (changed: object) => ({ contract: 1, vendor: 'Acme', devices: [{ ...device, ...changed }] });

const problems = (checked: ReturnType<typeof checkCarrier> | ReturnType<typeof checkDevicePlugin>) =>
  checked.ok ? [] : checked.problems.map(({ path, says }) => `${path} ${says}`);
const apn = (name: string) => checkCarrier({ ...carrier, profiles: [{ ...profile, apn: name }] });
const init = (send: string) => checkDevicePlugin(plugin({ init: [{ send, because: 'why' }] }));

describe('checkCarrier', () => {
  it('takes the smallest pack as it is', () => {
    expect(checkCarrier(carrier)).toEqual({ ok: true, value: carrier });
  });

  it.each([
    ['{"__proto__": {"contract": 1}}', '__proto__ is a key that no plugin may have'],
    ['{"profiles": [{"auth": {"constructor": 1}}]}', 'profiles[0].auth.constructor is a key that no plugin may have'],
    [`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, expect.stringMatching(/^a\.a\..* is nested more than 32 levels deep$/)],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, expect.stringMatching(/is nested more than 32 levels deep$/)],
  ])('refuses what would be dropped in silence, or is nested beyond use: %.50s', (text, says) => {
    expect(problems(checkCarrier(JSON.parse(text)))).toEqual([says]);
  });

  it('refuses an unknown field with its path, however deep', () => {
    const odd = { ...carrier, profiles: [{ ...profile, auth: { allow: ['none'], realm: 'x' } }], colour: 'red' };
    expect(problems(checkCarrier(odd))).toEqual([
      'profiles[0].auth.realm is not a field of contract 1',
      'colour is not a field of contract 1',
    ]);
  });

  it('says of another contract only that it is not spoken here', () => {
    expect(problems(checkCarrier({ contract: 2, colour: 'red' }))).toEqual([
      'contract is 2, but this Dialtone speaks 1: update Dialtone',
    ]);
  });

  it('names a missing field', () => {
    const { source: _, ...without } = carrier;
    expect(problems(checkCarrier(without))).toEqual(['source is missing']);
  });

  it.each(['a"b', 'a\rAT', 'a\n', 'a\u001a', 'a b', 'x'.repeat(101), 'ünternet'])('refuses the APN %j', (name) => {
    expect(problems(apn(name))).toEqual([expect.stringMatching(/^profiles\[0\]\.apn must be an APN/)]);
  });

  it.each(['', 'three.co.uk', 'A-b_c.9', 'x'.repeat(100)])('takes the APN %j', (name) => {
    expect(apn(name).ok).toBe(true);
  });

  it('refuses a double quote in a user name: it may travel inside an AT command', () => {
    const checked = checkCarrier({ ...carrier, profiles: [{ ...profile, auth: { allow: ['pap'], user: 'a"b' } }] });
    expect(problems(checked)).toEqual([expect.stringMatching(/^profiles\[0\]\.auth\.user must be/)]);
  });

  it('takes whatever JSON holds without throwing, and says what is wrong in printable words', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ contract: fc.constant(1), id: fc.jsonValue() })), (value) => {
        const said = problems(checkCarrier(value));
        expect(said).not.toEqual([]);
        for (const line of said) expect(line).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe('checkDevicePlugin', () => {
  it.each(['AT+CFUN=1\r', 'AT+CFUN=1\rATD112;', 'AT\n', 'AT\u001a', 'at+cfun=1', '+CFUN=1', `AT${'x'.repeat(254)}`])(
    'refuses the init line %j',
    (send) => {
      expect(problems(init(send))).toEqual([
        expect.stringMatching(/^devices\[0\]\.init\[0\]\.send must be an AT command line/),
      ]);
    },
  );

  it('shows a control character of a refused value as text', () => {
    expect(problems(init('AT\u001b[2J'))[0]).toContain('\\x1b[2J');
  });

  it.each([
    [{ ports: { x: 'at' } }, 'devices[0].ports.x must be a USB interface number, not "x"'],
    [{ ports: { '01': 'at' } }, 'devices[0].ports.01 must be a USB interface number, not "01"'],
    [
      { modeSwitch: { method: 'eject', becomes: ['31'] } },
      'devices[0].modeSwitch.becomes[0] must be four lower-case hexadecimal digits, not "31"',
    ],
    [{ modeSwitch: { method: 'eject', becomes: [] } }, 'devices[0].modeSwitch.becomes must not be empty'],
    [
      { match: { usb: [{ vendor: '19D2', product: '0031' }] } },
      'devices[0].match.usb[0].vendor must be four lower-case hexadecimal digits, not "19D2"',
    ],
    [
      { quirks: [{ id: 'q', because: 'why', when: 'woken', run: 'AT' }] },
      'devices[0].quirks[0].run must be a generator function, not "AT"',
    ],
    [
      { unsolicited: { '+ZUSIMR:': 'shout' } },
      'devices[0].unsolicited.+ZUSIMR: must be "drop", "mode", or { mode: … } with a word for what the stick says, not "shout"',
    ],
    [
      { unsolicited: { '^MODE:': { mode: { '5,4': 3 } } } },
      'devices[0].unsolicited.^MODE: must be "drop", "mode", or { mode: … } with a word for what the stick says, not Object',
    ],
    [{ twin: { colour: 1 } }, 'devices[0].twin.source is missing'],
  ])('refuses %j', (changed, sentence) => {
    expect(problems(checkDevicePlugin(plugin(changed)))).toContain(sentence);
  });
});

describe('checkPackageField', () => {
  it.each([
    undefined,
    {},
    { devices: 'dist/index.js' },
    { carriers: [] },
    { carriers: ['./x.js'] },
    { devices: './x.jsonc' },
    { device: './x.js' },
  ])('refuses %j', (value) => {
    expect(checkPackageField(value).ok).toBe(false);
  });

  it('takes devices, carriers or both', () => {
    expect(checkPackageField({ devices: './dist/index.js' }).ok).toBe(true);
    expect(checkPackageField({ devices: './devices.json' }).ok).toBe(true);
    expect(checkPackageField({ carriers: ['./carriers/x.json'] }).ok).toBe(true);
  });
});
