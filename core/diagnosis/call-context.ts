import type { CallSummary } from '../facts/call-summary.js';
import type { Fact } from '../facts/fact.js';
import { isDial } from './call-steps.js';

/** Whether an APN is known to have been given, by the commands of a run. */
export const contextOf = (facts: readonly Fact[]): CallSummary['context'] => {
  const commands = commandsOf(facts);
  if (commands.some(definesContext) || facts.some(hasContext)) return 'sent';
  if (commands.some(isDial)) return 'none';
  return facts.some((fact) => fact.fact === 'config.read' && namesApn(fact.key, fact.value)) ? 'configured' : 'unknown';
};

/** By a command, or stored in the modem since an earlier one. */
const hasContext = (fact: Fact): boolean =>
  fact.fact === 'context.defined' || (fact.fact === 'context.listed' && fact.defined && (fact.apn ?? '') !== '');

/** Several may stand on one line. */
const definesContext = (command: string): boolean =>
  /\+CGDCONT\s*=|\+CSTT\s*=|\+QICSGP\s*=|\^NDISDUP\s*=|\$QCPDPP\s*=|_OPDPP\s*=/i.test(command);

const namesApn = (key: string, value: string): boolean =>
  (/(?:^|[^a-z])apn$/i.test(key) && value !== '') || definesContext(value);

/** By the number dialled: a packet service of GSM's, or the one of CDMA. */
export const technologyOf = (facts: readonly Fact[]): CallSummary['technology'] => {
  const dialled = facts.flatMap((fact) => (fact.fact === 'dial.connected' ? [fact.number] : []));
  const numbers = [...dialled, ...commandsOf(facts).filter(isDial), ...phonesOf(facts)];
  if (numbers.some((number) => number.includes('#777'))) return 'cdma';
  return numbers.some((number) => /\*9\d/.test(number)) ? 'gsm' : 'unknown';
};

const phonesOf = (facts: readonly Fact[]): readonly string[] =>
  facts.flatMap((fact) => (fact.fact === 'config.read' && /^(?:phone|number)$/i.test(fact.key) ? [fact.value] : []));

const commandsOf = (facts: readonly Fact[]): readonly string[] =>
  facts.flatMap((fact) => (fact.fact === 'at.sent' || fact.fact === 'at.replied' ? [fact.command] : []));
