import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../refusal.js';

/**
 * Runs a module once in a thread of its own, which can be ended whatever it does. Throws a `Refusal` where it is still at work after `limitMs`: in the
 * process that serves modems an endless loop, or a regular expression that does not come to an end, would stop them all. What else may be wrong with
 * it is for its loading to say.
 */
export const refuseIfStuck = async (file: string, entry: string, limitMs: number): Promise<void> => {
  const thread = new Worker(loading, { eval: true, workerData: pathToFileURL(file).href, stdout: true, stderr: true });
  const late = AbortSignal.timeout(limitMs);
  // It ends without a word, too, and by an error.
  const isStuck = await Promise.race(['message', 'exit'].map((end) => once(thread, end, { signal: late }))).then(
    () => false,
    () => late.aborted,
  );
  await thread.terminate();
  if (isStuck) throw new Refusal(`${entry}: was still at work after ${limitMs / 1000} s when it was loaded`);
};

const loading = `
const { parentPort, workerData } = require('node:worker_threads');
const end = () => parentPort.postMessage('loaded');
import(workerData).then(end, end);
`;
