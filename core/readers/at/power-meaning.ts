import type { ReadFact } from '../reader.js';
import { signBy } from '../sign.js';

/** What makers' own answers say of the radio: Sierra's !PCINFO, !GSTATUS and !PCSTATE, Huawei's ^RFSWITCH. Undefined for any other line. */
export const powerMeaning = (line: string): readonly ReadFact[] | undefined => {
  const holders = /^LPM (?:force flags|voters) ?-? ?(.{1,200})$/i.exec(line)?.[1];
  if (holders !== undefined) {
    const found = [...holders.matchAll(/(\w{1,20}):\s?1\b/g)].map(([, name = '']) => name);
    return found.length === 0 ? [] : sign('radio-held-off', found.join(' and '));
  }
  const mode = /(?:^|\s)(?:State|Mode|!PCSTATE):\s*(low ?power ?mode|LPM|online)\b/i.exec(line)?.[1];
  if (mode !== undefined) return sign(/online/i.test(mode) ? 'radio-switched-on' : 'radio-switched-off', mode);
  const [, software, hardware] = /^\^RFSWITCH:\s*([01])\s*,\s*([01])/i.exec(line) ?? [];
  if (hardware === '0') return sign('radio-held-off', 'its hardware switch (^RFSWITCH)');
  return software === '0' ? sign('radio-switched-off', line) : undefined;
};

const sign = signBy('modem');
