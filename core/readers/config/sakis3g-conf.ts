import type { MakeReader } from '../reader.js';
import { lintApn } from './lint/apn.js';
import { settingAt, told } from './setting.js';

/** sakis3g.conf, and the same variables on its command line: `APN="internet"`, `USBINTERFACE="0"`. */
export const sakis3gConf: MakeReader = () => ({
  kind: 'sakis3g-conf',
  read: (line) => {
    const found = /^(?:export\s+)?([A-Z][A-Z0-9_]{2,20})=(["']?)([^"']*)\2;?$/.exec(line.text);
    const [, key = '', , value = ''] = found ?? [];
    if (!keys.has(key)) return undefined;
    const setting = settingAt(line, { tool: 'sakis3g', key, value });
    return told(setting, key === 'APN' && value !== '' && !/^(?:CUSTOM_APN)$/.test(value) ? lintApn(value) : []);
  },
});

const keys: ReadonlySet<string> = new Set([
  'APN',
  'CUSTOM_APN',
  'APN_USER',
  'APN_PASS',
  'SIM_PIN',
  'USBINTERFACE',
  'USBDRIVER',
  'USBMODEM',
  'FORCE_APN',
  'DIAL',
]);
