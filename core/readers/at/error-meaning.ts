import { makesCall } from '../../at/belongs.js';
import { redactCommand } from '../../facts/redact.js';
import type { ReadFact } from '../reader.js';
import { isBasic, isPinGiven, isQuestion } from './command-kinds.js';
import { reasonOf } from './error-reasons.js';
import { contextSet } from './reply-meaning.js';

/** What it means that a command ended with an error, or a call with nothing. */
export const errorMeaning = (command: string, result: string): readonly ReadFact[] => {
  const told = callEnded[result];
  if (told) return [{ fact: 'sign.seen', sign: told, by: 'modem' }];
  const reason = reasonOf(result);
  if (reason && isPinGiven.test(command) && isPinRefusal.test(reason.words)) return [refusedPin(reason.words)];
  return [...(reason?.facts ?? []), ...refusal(command, result, reason?.decisive === true)];
};

/** What was refused, where the reason is not told by itself. */
const refusal = (command: string, result: string, decisive: boolean): readonly ReadFact[] => {
  if (command === '') return [];
  if (makesCall(command)) return [{ fact: 'sign.seen', sign: 'dial-refused', by: 'modem', detail: result }];
  if (isPinGiven.test(command))
    return decisive ? [] : [{ fact: 'sign.seen', sign: 'pin-command-refused', by: 'modem', detail: result }];
  const [context] = contextSet(command);
  if (context?.fact === 'context.defined')
    return [{ fact: 'context.refused', cid: context.cid, result }, ...refused(command, result, decisive)];
  if (/\+CPIN\s*\?/i.test(command))
    return decisive ? [] : [{ fact: 'sign.seen', sign: 'sim-question-refused', by: 'modem', detail: result }];
  return isQuestion.test(command) ? [] : refused(command, result, decisive);
};

/** Who refuses even ATZ does not dislike the command, unless it says so: something is wrong with the modem, its SIM or the port. */
const refused = (command: string, result: string, decisive: boolean): readonly ReadFact[] => {
  const name = isBasic.test(command) && !isUnknownThere.test(result) ? 'basic-refused' : 'command-refused';
  const detail = `${redactCommand(command)}: ${result}`;
  return decisive ? [] : [{ fact: 'sign.seen', sign: name, by: 'modem', detail }];
};

const refusedPin = (words: string): ReadFact => ({
  fact: 'sign.seen',
  sign: 'pin-not-taken',
  by: 'modem',
  detail: words,
});
/** The modem has no such command, or not with so much behind it. */
const isUnknownThere = /^(?:COMMAND NOT SUPPORT|TOO MANY PARAMETERS)$/;
const isPinRefusal = /incorrect password|wrong password|^16$/i;

const callEnded: Readonly<Record<string, 'no-carrier' | 'line-busy' | 'no-answer' | 'no-dialtone'>> = {
  'NO CARRIER': 'no-carrier',
  BUSY: 'line-busy',
  'NO ANSWER': 'no-answer',
  'NO DIALTONE': 'no-dialtone',
  'NO DIAL TONE': 'no-dialtone',
};
