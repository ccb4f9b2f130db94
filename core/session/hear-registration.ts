import { parseRegistration, registrationShape } from '../at/parse-registration.js';
import type { FactBody } from '../facts/fact.js';
import type { Ledger } from './ledger.js';

/** While the corridor registers it listens by itself; a modem that is registered goes on telling, and what changed is a fact then too. */
export const hearRegistration = (
  line: string,
  ledger: Pick<Ledger, 'facts'>,
  report: (fact: FactBody, door: string) => void,
): void => {
  const heard = parseRegistration(line);
  if (!heard || registrationShape(line) !== 'report') return;
  const { domain, status, registered, roaming } = heard;
  const last = ledger.facts().findLast((fact) => fact.fact === 'registration.changed' && fact.domain === domain);
  if (last?.fact === 'registration.changed' && last.status === status) return;
  report({ fact: 'registration.changed', domain, status, registered, roaming }, 'init/register');
};
