declare const checked: unique symbol;
/** A command line that has been checked: nothing else is ever written to a port in command mode. */
export type AtCommand = { readonly line: string; readonly redacted: string; readonly [checked]: true };
