import { describe, expect, it } from 'vitest';
import { interfaceKind, isModemDriven } from './interface-kind.js';

const kind = (codes: string, driver?: string, hasTty = false) => {
  const [code = '', subclass = '', protocol = ''] = codes.split('/');
  return interfaceKind({ class: code, subclass, protocol, driver, hasTty });
};

describe('interfaceKind', () => {
  it.each<[string, string | undefined, boolean, string]>([
    ['08/06/50', 'usb-storage', false, 'storage'],
    ['08/06/50', 'none', false, 'storage'],
    // While usb_modeswitch talks to it.
    ['08/06/50', 'usbfs', false, 'storage'],
    ['ff/ff/ff', 'none', false, 'serial'],
    ['ff/ff/ff', undefined, false, 'serial'],
    ['ff/ff/ff', 'option', false, 'serial'],
    ['ff/ff/ff', 'qmi_wwan', false, 'other'],
    ['ff/ff/ff', 'a-driver-of-tomorrow', true, 'serial'],
    ['ff/42/01', 'none', false, 'other'],
    ['ff/42/01', 'usbfs', false, 'other'],
    ['02/02/01', 'none', false, 'serial'],
    ['02/02/ff', 'none', false, 'other'],
    ['02/06/00', 'none', false, 'other'],
    ['02/0e/00', 'cdc_mbim', false, 'other'],
    ['03/01/01', 'usbhid', false, 'other'],
  ])('%s with driver %s and tty %s is %4$s', (codes, driver, hasTty, expected) => {
    expect(kind(codes, driver, hasTty)).toBe(expected);
  });
});

describe('isModemDriven', () => {
  it.each(['option', 'sierra', 'qcserial', 'hso', 'ipw'])('takes %s for a modem', (driver) => {
    expect(isModemDriven({ number: 0, kind: 'serial', driver })).toBe(true);
  });

  it.each(['cdc_acm', 'ftdi_sio', 'pl2303', 'ch341', 'cp210x', 'none'])(
    'takes %s for none of our business',
    (driver) => {
      expect(isModemDriven({ number: 0, kind: 'serial', driver })).toBe(false);
    },
  );

  it('asks for a serial interface, and for a driver', () => {
    expect(isModemDriven({ number: 0, kind: 'other', driver: 'option' })).toBe(false);
    expect(isModemDriven({ number: 0, kind: 'serial' })).toBe(false);
  });
});
