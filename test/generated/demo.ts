import { jsonLine } from '../../core/cli/json-lines.js';
import { plainLines } from '../../core/cli/plain-lines.js';
import type { Fact } from '../../core/facts/fact.js';
import { fenced } from './fenced.js';
import { simulatedRun } from './simulated-run.js';

const online = ['up', '--simulate', 'mf627@three-uk', '--once'];
/** The very line that `npm run demo` runs. */
export const demoCommand = ['dialtone', ...online].join(' ');

const failing = [...online, '--disable-plugin', 'three-uk'];

/** What the demo prints into a pipe. */
export const demo = async (): Promise<string> => fenced(plainLines((await simulatedRun(online)).facts));

/** What it prints without the carrier plugin: the failure of 2009. */
export const failure = async (): Promise<string> => fenced(plainLines((await simulatedRun(failing)).facts));

/** A few of its lines with `--json`. */
export const json = async (): Promise<string> => {
  const { facts } = await simulatedRun([...online, '--json']);
  return fenced(facts.filter(isShown).map(jsonLine).join('\n'), 'json');
};

const isShown = ({ fact }: Fact): boolean => ['dialtone.started', 'dial.connected', 'verdict'].includes(fact);
