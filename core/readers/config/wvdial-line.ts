import { wvdialKey, wvdialKeys } from './wvdial-keys.js';

/** The settings of a line `Key = value`: one, or many where the breaks between them were lost. */
export const settingsOn = (text: string): readonly (readonly [key: string, value: string])[] => {
  if (!text.includes('=')) return [];
  const marks = [...text.matchAll(keys)];
  const isMany = marks.length >= 3 && marks[0]?.index === 0;
  if (!isMany) return one(text);
  return marks.flatMap((mark, index) => one(text.slice(mark.index, marks[index + 1]?.index ?? text.length)));
};

/** The key of a setting that is commented out. */
export const commentedSetting = (text: string): string | undefined => {
  const key = /^[;#]+\s*([A-Za-z][A-Za-z0-9 ]{2,24}?)\s*=/.exec(text)?.[1];
  return key === undefined ? undefined : wvdialKey(key);
};

const one = (text: string): readonly (readonly [string, string])[] => {
  const found = /^([A-Za-z][\w -]{1,29}?)\s*=(?!=)\s*(.*)$/.exec(text.trim());
  return found ? [[found[1] ?? '', (found[2] ?? '').trim()]] : [];
};

const keys = new RegExp(`(?<=^|\\s)(?:${wvdialKeys.toSorted((a, b) => b.length - a.length).join('|')})\\s*=`, 'gi');
