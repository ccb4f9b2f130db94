import { misbehaviours } from '../../core/sim/misbehaviours.js';
import { code, table } from './fenced.js';
import { type SimulatedRun, simulatedRun } from './simulated-run.js';

/** Everything that can go wrong on request, and the first verdict of a walk in which it does. */
export const misbehaviourTable = async (): Promise<string> => {
  const rows: (readonly string[])[] = [];
  for (const [name, { sentence, takesValue }] of Object.entries(misbehaviours)) {
    const tried = takesValue ? `${name}=${samples[takesValue.called]}` : name;
    const run = await simulatedRun(['up', '--simulate', 'mf627@three-uk', '--misbehave', tried, '--once']);
    const value = takesValue ? (takesValue.needed ? `=${takesValue.called}` : `[=${takesValue.called}]`) : '';
    rows.push([code(name + value), sentence, value === '' ? '' : code(tried), outcome(run)]);
  }
  return table(['name', 'what happens', 'for example', 'first verdict'], rows);
};

/** How a run ended, as the documents say it: `exit 18: apn-missing`. */
export const outcome = ({ verdict, status }: SimulatedRun): string =>
  verdict.online ? `exit ${status}: online` : `exit ${status}: ${verdict.causes[0]?.id ?? 'no cause'}`;

/** A value for each kind of value that a misbehaviour takes. */
const samples: Readonly<Record<string, string>> = {
  SECONDS: '20',
  TIMES: '1',
  APN: '3internet',
  PIN: '1234',
  STAGE: 'init',
};
