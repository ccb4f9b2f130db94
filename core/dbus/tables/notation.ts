import type { Argument, MethodTable } from './table.js';

/** Arguments as they read in ModemManager's own documents: `cmd s, timeout u`. */
export const args = (text: string): readonly Argument[] =>
  text === '' ? [] : text.split(', ').map((argument) => named(argument.split(' ')));

const named = ([name = '', signature = '']: readonly string[]): Argument => ({ name, signature });

/** A method for whoever may control the device: what it takes and what it gives. */
export const control = (takes = '', gives = ''): MethodTable => ({
  ...anybody(takes, gives),
  action: 'Device.Control',
});

/** A method for whoever may control ModemManager itself. */
export const administer = (takes = '', gives = ''): MethodTable => ({ ...anybody(takes, gives), action: 'Control' });

/** A method for whoever may reach us. */
export const anybody = (takes = '', gives = ''): MethodTable => ({ in: args(takes), out: args(gives) });
