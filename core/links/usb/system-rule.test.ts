import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeSysfs, fakeSysfs } from './fake-sysfs.test.helper.js';
import { rulesSpeakOf, systemRule } from './system-rule.js';

const mf627 = { vendor: '19d2', product: '2000' };
const rules = `ACTION!="add|change", GOTO="modeswitch_rules_end"
KERNEL=="ttyUSB*", ATTRS{bNumConfigurations}=="*", PROGRAM="usb_modeswitch --symlink-name %p"
ATTRS{idVendor}=="12d1", ATTRS{manufacturer}!="Android", ATTR{bInterfaceNumber}=="00", RUN+="usb_modeswitch '%b/%k'"
# ATTR{idVendor}=="19d2", ATTR{idProduct}=="0101", RUN+="usb_modeswitch '/%k'"
ATTR{idVendor}=="19D2", ATTR{idProduct}=="2000", RUN+="usb_modeswitch '/%k'"
ATTR{idVendor}=="19d2", ATTR{idProduct}=="0031", MODE="0660"
`;

describe('rulesSpeakOf', () => {
  it.each([
    ['19d2:2000', true],
    ['19d2:0031', false],
    ['19d2:0101', false],
    ['2000:19d2', false],
    ['12d1:1446', true],
    ['1199:0fff', false],
  ])('%s: %s', (id, spoken) => {
    const [vendor = '', product = ''] = id.split(':');
    expect(rulesSpeakOf(rules, { vendor, product })).toBe(spoken);
  });
});

describe('systemRule', () => {
  let sys: FakeSysfs;
  beforeEach(() => {
    sys = fakeSysfs();
    sys.udevd();
    sys.program('usb_modeswitch', '');
    sys.write('lib/40-usb_modeswitch.rules', rules);
  });
  afterEach(() => sys.end());

  it('names the file', () => {
    expect(systemRule(mf627, sys.places)).toBe('40-usb_modeswitch.rules');
    expect(systemRule({ vendor: '19d2', product: '0031' }, sys.places)).toBeUndefined();
  });

  it.each([
    ['no udevd runs', () => sys.remove('run')],
    ['usb_modeswitch is not installed', () => sys.remove('bin')],
    ['there is no rule', () => sys.remove('lib')],
    ['an empty file of the administrator hides it', () => sys.write('etc/40-usb_modeswitch.rules', '')],
    [
      'only a file of another purpose has it',
      () => {
        sys.copy('lib/40-usb_modeswitch.rules', 'lib/99-mine.rules');
        sys.remove('lib/40-usb_modeswitch.rules');
      },
    ],
  ])('expects nothing of a system where %s', (_, change) => {
    change();
    expect(systemRule(mf627, sys.places)).toBeUndefined();
  });
});
