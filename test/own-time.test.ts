import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { dialtone, temporaryState } from './dialtone.js';

/** Time that is ours and not the modem's. Nothing else runs meanwhile: see vitest.config.ts. */
const state = temporaryState();
afterAll(state.remove);

it('dialtone up takes a second at most beyond the virtual modem itself; on a busy machine, at best', async () => {
  // Re-enumeration, registration and dialling.
  const modemsOwn = 5500;
  const took: number[] = [];
  while (took.length < 3 && !took.some((ms) => ms < 1000)) {
    const stateDirectory = join(state.path, `quick-${took.length}`);
    const run = dialtone(['up', '--simulate', 'mf627@three-uk', '--once', '--json'], { stateDirectory });
    const verdict = (await run.ended).facts.findLast((fact) => fact.fact === 'verdict');
    if (!verdict) throw new Error('there was no verdict');
    took.push(verdict.totalMs - modemsOwn);
  }
  expect(Math.min(...took)).toBeLessThan(1000);
}, 60_000);
