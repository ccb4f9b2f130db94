import { cme } from './cme-error.js';
import type { Handler } from './handler.js';
import { type PortState, withPort } from './modem-state.js';

/** What a port is after power-up, and after ATZ or AT&F. */
export const factorySettings = { echo: true, verbose: true, quiet: false } as const satisfies Partial<PortState>;

const reset: Handler = (state, { port }) => ({ state: withPort(state, port, factorySettings) });

const echo: Handler = (state, { port, part }) => {
  if (!isSwitch(part.value)) return undefined;
  return { state: withPort(state, port, { echo: part.value === '1' || state.personality.at.echoStuck }) };
};

const verbose: Handler = (state, { port, part }) =>
  isSwitch(part.value) ? { state: withPort(state, port, { verbose: part.value === '1' }) } : undefined;

const quiet: Handler = (state, { port, part }) =>
  isSwitch(part.value) ? { state: withPort(state, port, { quiet: part.value === '1' }) } : undefined;

/** `E` alone means `E0`. */
const isSwitch = (value: string): boolean => /^[01]?$/.test(value);

const errorForm: Handler = (state, { port, part }) => {
  if (part.form === 'test') return { state, lines: ['+CMEE: (0-2)'] };
  if (part.form === 'read') return { state, lines: [`+CMEE: ${state.ports[port]?.errors ?? 0}`] };
  if (part.form !== 'set' || !/^[012]$/.test(part.value)) return { state, refused: cme.wrongParameter };
  return { state: withPort(state, port, { errors: Number(part.value) }) };
};

/** Taken and without effect here: speakers, speeds, flow control and what V.250 lets a modem ignore. */
const accepted: Handler = (state) => ({ state });

const register: Handler = (state, { part }) =>
  part.form === 'read' ? { state, lines: ['000'] } : part.form === 'set' ? { state } : undefined;

export const settingCommands: Readonly<Record<string, Handler>> = {
  Z: reset,
  '&F': reset,
  E: echo,
  V: verbose,
  Q: quiet,
  '+CMEE': errorForm,
  ...Object.fromEntries(['X', 'L', 'M', 'T', 'P', '&C', '&D', '&S', '&K', '&W'].map((name) => [name, accepted])),
  ...Object.fromEntries(['S0', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S10'].map((name) => [name, register])),
};
