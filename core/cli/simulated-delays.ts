import { printable } from '../facts/printable.js';
import { seconds } from '../facts/seconds.js';

/**
 * The virtual modem's own delays (ms by name), each named, and what they come to at most: some pass at the same time, such as
 * registration, which goes on while commands are answered. The one for a command counts once per answered command (`replies`).
 */
export const delaysWords = (delays: Readonly<Record<string, number>>, replies: number): string => {
  const entries = Object.entries(delays);
  const each = entries.map(([name, ms]) =>
    isPerCommand(name) ? `${replies} AT commands at ${ms} ms` : `${words(name)} ${seconds(ms)}`,
  );
  const sum = entries.reduce((so, [name, ms]) => so + (isPerCommand(name) ? ms * replies : ms), 0);
  return `The virtual modem's own delays: ${each.join(', ')}; together at most ${seconds(sum)}.`;
};

const isPerCommand = (name: string): boolean => /command/i.test(name);

const words = (name: string): string => known[name] ?? printable(name.replace(/Ms$/, ''));

const known: Readonly<Record<string, string>> = {
  reenumerateMs: 're-enumeration',
  registerMs: 'registration',
  dialMs: 'dialling',
};
