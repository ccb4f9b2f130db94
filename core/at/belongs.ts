import { registrationShape } from './parse-registration.js';

/**
 * Whether an information line belongs to a command. A line that begins with `+ ^ * % $` does only if it carries the name of a command
 * on that line; any other does unless modems are known to say it unasked. A dial command has no information lines.
 */
export const belongs = (command: string, line: string): boolean => {
  if (makesCall(command)) return false;
  const name = /^[+^*%$]/.test(line) ? nameOf(line) : undefined;
  if (name === undefined) return !/^[+^*%$]/.test(line) && !saidUnasked.test(line);
  return formsOf(command).some((form) => form.name === name && fits(form, line));
};

/** Whether a command makes or takes a call, and so may end with CONNECT or NO CARRIER: ATD, ATA, ATO and AT+CGDATA. */
export const makesCall = (command: string): boolean =>
  /\+CGDATA/i.test(command) || /[DAO]/i.test(basicPart(command).replace(/[&\\]./g, ''));

/** Lines without a prefix that modems say on their own (27.007, and the start-up messages of Qualcomm and SIMCom firmware). */
const saidUnasked =
  /^(RING|NO CARRIER|BUSY|NO ANSWER|NO DIAL ?TONE|CONNECT( .*)?|RDY|(SMS|CALL|PB|MODEM) (READY|DONE)|NETWORK SERVICE CHANGE|NORMAL POWER DOWN|VOICE CALL:.*)$/i;

interface Form {
  /** As in `+CREG`, in capitals. */
  readonly name: string;
  /** What follows the name: `?`, `=?`, `=…` or nothing. */
  readonly asks: 'read' | 'test' | 'set' | 'action';
}

const nameOf = (line: string): string | undefined => /^[+^*%$][A-Z0-9]+(?=\s*:)/i.exec(line)?.[0].toUpperCase();

/** The basic commands in front of the first extended one: `ATE0` of `ATE0+CPMS?`. */
const basicPart = (command: string): string => command.slice(2).replace(/[+^*%$#!_][A-Z].*$/i, '');

const formsOf = (command: string): readonly Form[] =>
  [...command.replace(/"[^"]*"?/g, '""').matchAll(/([+^*%$][A-Z][A-Z0-9]*)\s*(=\s*\?|\?|=)?/gi)].map(
    ([, name = '', sign = '']) => ({ name: name.toUpperCase(), asks: asks(sign.replace(/\s/g, '')) }),
  );

const asks = (sign: string): Form['asks'] =>
  sign === '?' ? 'read' : sign === '=?' ? 'test' : sign === '=' ? 'set' : 'action';

/**
 * +CREG, +CGREG and +CEREG answer and report under one name. Setting them has no answer; the test form answers in brackets; the read form
 * has `<n>,<stat>` where the report has `<stat>[,"<lac>","<ci>"]`. Where the shape does not tell, it is taken as the answer.
 */
const fits = ({ name, asks: form }: Form, line: string): boolean => {
  if (!/^\+C[GE]?REG$/.test(name)) return true;
  if (form === 'test') return /:\s*\(/.test(line);
  return form === 'read' && registrationShape(line) === 'answer';
};
