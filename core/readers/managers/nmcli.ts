import type { MakeReader, ReadFact } from '../reader.js';
import { signBy } from '../sign.js';
import { errorFacts } from './error-words.js';
import { isModemName } from './manager-line.js';
import { reasonName } from './state-reasons.js';

const by = 'nmcli';
const sign = signBy(by);

/** What nmcli prints: the tables of devices and radios, a profile, and why it could not connect. */
export const nmcliReader: MakeReader = () => {
  let columns: readonly string[] = [];

  const row = (text: string): readonly ReadFact[] | undefined => {
    const cells = text.split(/ {2,}|\t/).map((cell) => cell.trim());
    if (/^(?:DEVICE|RUNNING|STATE|WIFI-HW|WIFI-HARDWARE)\b/.test(text) && cells.length > 2) {
      columns = cells;
      return [];
    }
    // One line of the table of devices, as grep leaves it.
    if (columns.length === 0 && /^(?:tty\w{2,12}|cdc-wdm\d|ww\w{2,12}) +(?:gsm|cdma) +\S/.test(text))
      return device(cells);
    if (columns.length === 0) return undefined;
    if (columns[0] === 'DEVICE') return device(cells);
    const known = columns;
    columns = [];
    // A state may hold a space, never two.
    const values = cells.length === known.length ? cells : text.split(/\s+/);
    if (values.length !== known.length) return undefined;
    const radios = known.flatMap((name, index) => (/^WWAN/.test(name) ? [values[index] ?? ''] : []));
    return /disabled|missing/.test(radios.join(' '))
      ? radios.includes('disabled')
        ? sign('radio-off', 'WWAN')
        : []
      : radios.length > 0
        ? sign('radio-on', 'WWAN')
        : [];
  };
  const device = (cells: readonly string[]): readonly ReadFact[] | undefined => {
    const [name = '', type = '', state = ''] = cells;
    if (!/^(?:gsm|cdma|wifi|ethernet|loopback|bridge|bt|tun|wifi-p2p|vlan|802-\S+|wwan)$/.test(type)) {
      columns = [];
      return undefined;
    }
    if (!/^(?:gsm|cdma|wwan)$/.test(type) && !isModemName(name)) return [];
    if (/^connected\b/.test(state)) return sign('activated', name);
    return [];
  };

  /** Of the device or profile that is shown in full. */
  let isMobile = false;
  const shown = (text: string): readonly ReadFact[] | undefined => {
    const type = /^(?:GENERAL\.TYPE|connection\.type): +(\S+)/.exec(text)?.[1];
    if (type !== undefined) isMobile = /^(?:gsm|cdma)$/.test(type);
    return isMobile && /^GENERAL\.STATE: +(?:100 |activated)/.test(text) ? sign('activated') : undefined;
  };

  return {
    kind: 'nmcli',
    read: ({ text }) => row(text) ?? shown(text) ?? words(text),
  };
};

const words = (text: string): readonly ReadFact[] | undefined => {
  const failed = /Connection activation failed: *(.*)$/i.exec(text);
  if (failed) return activationFailed(failed[1] ?? '');
  if (/^Connection successfully activated/i.test(text)) return sign('activated');
  const setting = /^(gsm|cdma|ipv4|ppp|IP4)\.([\w-]+)(?:\[\d+\])?: +(.*)$/.exec(text);
  if (setting) return profile(setting[1] ?? '', setting[2] ?? '', setting[3] ?? '');
  return /^(?:connection|serial|ipv6|proxy|IP6|GENERAL)\.[\w-]+(?:\[\d+\])?: /.test(text) ? [] : undefined;
};

const activationFailed = (said: string): readonly ReadFact[] => {
  const words = said.replace(/^\((\d+)\) */, '');
  return [...sign('activation-failed', words), ...(errorFacts(by, reasonName(words)) ?? [])];
};

const profile = (section: string, key: string, value: string): readonly ReadFact[] => {
  if (section === 'ipv4' && key === 'never-default') return /^(?:yes|true)$/i.test(value) ? sign('route-declined') : [];
  if (section === 'ipv4' && key === 'ignore-auto-dns')
    return /^(?:yes|true)$/i.test(value) ? sign('name-servers-declined') : [];
  if (section === 'ipv4' && key === 'dns')
    return /\d/.test(value) ? [{ fact: 'config.read', tool: by, section, key, value }] : [];
  if (section !== 'gsm' || !/^(?:apn|number|network-id)$/.test(key)) return [];
  if (/^(?:--|)$/.test(value)) return key === 'apn' ? sign('apn-not-given') : [];
  return [{ fact: 'config.read', tool: by, section, key, value }];
};
