import { type LogLine, type MakeReader, placeOf, type ReadFact } from '../reader.js';
import { lintApn } from './lint/apn.js';
import type { Fault } from './lint/fault.js';
import { lintNumber } from './lint/number.js';
import { lintPort } from './lint/port.js';
import { flawAt, mostSettings, type Setting, settingAt, told } from './setting.js';

interface Interface {
  readonly name: string;
  readonly line: LogLine;
  readonly settings: Setting[];
}

/** OpenWrt's network configuration, as /etc/config/network has it or as `uci show network` prints it. Of its interfaces, those of a modem tell. */
export const uci: MakeReader = () => {
  const interfaces: Interface[] = [];
  let inside = false;
  let count = 0;

  const into = (name: string, line: LogLine): Interface => {
    const known = interfaces.find((it) => it.name === name);
    if (known) return known;
    const made = { name, line, settings: [] };
    if (interfaces.length < 50) interfaces.push(made);
    return made;
  };
  const take = (of: Interface, key: string, value: string, line: LogLine): readonly ReadFact[] => {
    count += 1;
    if (count > mostSettings) return [];
    const setting = settingAt(line, { tool: 'OpenWrt', section: of.name, key, value });
    of.settings.push(setting);
    return told(setting, lint(key, value));
  };

  return {
    kind: 'uci',
    read: (line) => {
      const { text } = line;
      const shown = /^(?:uci set )?network\.([\w@[\]-]+)\.([a-z]\w*)=(.*)$/.exec(text);
      if (shown) return take(into(shown[1] ?? '', line), shown[2] ?? '', unquoted(shown[3] ?? ''), line);
      if (/^(?:uci set )?network\.[\w@[\]-]+=\S+$/.test(text)) return [];
      const header = /^config\s+["']?([a-z][\w-]*)["']?(?:\s+["']?([\w-]+)["']?)?$/.exec(text);
      if (header) {
        inside = true;
        into(header[2] ?? header[1] ?? '', line);
        interfaces.push(
          ...interfaces.splice(
            interfaces.findIndex(({ name }) => name === (header[2] ?? header[1])),
            1,
          ),
        );
        return [];
      }
      if (!inside || text === '') return undefined;
      if (text.startsWith('#')) return [];
      const option = /^(?:option|list)\s+["']?([a-z]\w*)["']?\s+(.*)$/i.exec(text);
      const last = interfaces.at(-1);
      if (option && last) return take(last, option[1] ?? '', unquoted(option[2] ?? ''), line);
      inside = false;
      return undefined;
    },
    end: () => interfaces.flatMap(lintInterface),
  };
};

const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value.trim())?.[2] ?? value.trim();

const lint = (key: string, value: string): readonly Fault[] => {
  if (key === 'apn' && value !== '') return lintApn(value);
  return key === 'dialnumber' && value !== '' ? lintNumber(value) : [];
};

const lintInterface = ({ name, line, settings }: Interface): readonly ReadFact[] => {
  const setting = (key: string): Setting | undefined => settings.findLast((it) => it.key === key);
  if (setting('proto')?.value !== '3g') return [];
  const at = setting('proto')?.at ?? placeOf(line);
  const device = setting('device') ?? setting('ifname');
  const isCdma = /^(?:cdma|evdo)/.test(setting('service')?.value ?? '');
  const isSerial = device !== undefined && lintPort(device.value).length === 0;
  const flaws = [
    ...(device === undefined ? [flawAt({ tool: 'OpenWrt', key: 'device', at }, 'key-missing')] : []),
    ...(device && !isSerial
      ? lintPort(device.value).map(({ flaw, better }) =>
          flawAt(device, flaw, better && device.at.text.replace(device.value, () => better)),
        )
      : []),
    ...((setting('apn')?.value ?? '') === '' && !isCdma ? [flawAt({ tool: 'OpenWrt', key: 'apn', at }, 'no-apn')] : []),
  ];
  return flaws.length > 0 ? flaws : [{ fact: 'sign.seen', sign: 'config-complete', by: `interface ${name}`, at }];
};
