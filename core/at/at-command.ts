import { type AuthMethod, apnSchema } from '@dialtone/plugins';
import { redactCommand } from '../facts/redact.js';

declare const checked: unique symbol;
/** A command line that has been checked: nothing else is ever written to a port in command mode. */
export type AtCommand = {
  /** Without the CR that ends it on the wire. */
  readonly line: string;
  readonly redacted: string;
  /** What is said, ended by Ctrl-Z, when the modem asks with `> `. */
  readonly answer?: string;
  readonly [checked]: true;
};

/** The text may not enter a command line. The message names the rule and never repeats the text, which may be a secret. */
export class InvalidAtText extends Error {
  override readonly name = 'InvalidAtText';
}

/**
 * Checks a command line: `AT` and printable ASCII, at most 255 characters. `answer` (printable ASCII) arms the `> ` prompt.
 * Throws InvalidAtText.
 */
export const atCommand = (line: string, options: { readonly answer?: string } = {}): AtCommand => {
  must(printable.test(line), 'An AT command may only hold printable ASCII characters.');
  must(line.startsWith('AT'), 'An AT command starts with "AT".');
  must(line.length <= 255, 'An AT command has at most 255 characters.');
  const { answer } = options;
  must(answer === undefined || printable.test(answer), 'A prompt is answered in printable ASCII characters.');
  return brand({ line, redacted: redactCommand(line), ...(answer === undefined ? {} : { answer }) });
};

/** A string parameter in its quotes. Throws InvalidAtText for a double quote, a control character or anything beyond ASCII. */
export const quoted = (text: string): string => {
  must(printable.test(text), 'A text parameter may only hold printable ASCII characters.');
  must(!text.includes('"'), 'A text parameter may not hold a double quote.');
  return `"${text}"`;
};

/** An APN in its quotes; empty means the subscription's default. Throws InvalidAtText. */
export const apnParameter = (apn: string): string => {
  must(apnRule.test(apn), 'An APN is at most 100 letters, digits, dots, dashes and underscores.');
  return quoted(apn);
};

/** Gives the SIM its PIN. Throws InvalidAtText unless it has 4 to 8 digits: a malformed one could still cost a try. */
export const pinCommand = (pin: string): AtCommand => atCommand(`AT+CPIN=${pinParameter(pin)}`);

/** Opens a SIM that took too many wrong PINs and gives it a new one (TS 27.007, 8.3). Throws InvalidAtText unless the PUK has eight digits. */
export const pukCommand = (puk: string, pin: string): AtCommand => {
  must(/^\d{8}$/.test(puk), 'A PUK has eight digits.');
  return atCommand(`AT+CPIN=${quoted(puk)},${pinParameter(pin)}`);
};

/** Whether the SIM asks for its PIN at every start (TS 27.007, 7.4). A wrong PIN costs a try. Throws InvalidAtText. */
export const clckCommand = (enabled: boolean, pin: string): AtCommand =>
  atCommand(`AT+CLCK="SC",${enabled ? 1 : 0},${pinParameter(pin)}`);

/** Gives the SIM another PIN (TS 27.007, 7.5). A wrong old one costs a try. Throws InvalidAtText. */
export const cpwdCommand = (oldPin: string, newPin: string): AtCommand =>
  atCommand(`AT+CPWD="SC",${pinParameter(oldPin)},${pinParameter(newPin)}`);

/** Tells the modem the credentials of a context (+CGAUTH, TS 27.007 10.1.31). Throws InvalidAtText. */
export const authCommand = (cid: number, method: AuthMethod, user: string, password: string): AtCommand => {
  must(Number.isInteger(cid) && cid >= 0 && cid <= 255, 'A context number is a whole number from 0 to 255.');
  const credentials = method === 'none' ? '' : `,${quoted(user)},${quoted(password)}`;
  return atCommand(`AT+CGAUTH=${cid},${authNumbers[method]}${credentials}`);
};

const pinParameter = (pin: string): string => {
  must(/^\d{4,8}$/.test(pin), 'A PIN has four to eight digits.');
  return quoted(pin);
};

const printable = /^[\x20-\x7e]*$/;
const apnRule = apnSchema.pipe[1].requirement;
const authNumbers: Readonly<Record<AuthMethod, number>> = { none: 0, pap: 1, chap: 2 };

const must = (holds: boolean, rule: string): void => {
  if (!holds) throw new InvalidAtText(rule);
};

/** The one place where the brand is given. */
const brand = (command: Pick<AtCommand, 'line' | 'redacted' | 'answer'>): AtCommand => command as AtCommand;
