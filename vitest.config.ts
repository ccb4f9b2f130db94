import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const all = ['{core,plugins,plugin-zte,test}/**/*.test.ts'];
const never = ['**/node_modules/**', '**/dist/**'];
/** Nobody comes back from a network namespace: these have processes of their own. */
const inNamespace = [
  'host-network/host-network',
  'kernel-probe',
  'network-namespace',
  'system-check',
  'tun-attach',
  'tun-link',
].map((name) => `core/links/${name}.test.ts`);

const lab = 'test/lab/lab.test.ts';
const timed = 'test/own-time.test.ts';

const waits = ({ moduleId }: TestSpecification): boolean => /(every-misfortune|command-line)\.test\.ts$/.test(moduleId);

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))];
  }
}

// Packages are imported from their sources (the `dialtone-source` condition of their exports), so a test of a module never
// sees stale output; tests that start the command line run after `npm run build`, which `npm test` does first.
export default defineConfig({
  ssr: { resolve: { conditions: ['dialtone-source', 'node', 'import', 'default'] } },
  resolve: { conditions: ['dialtone-source', 'node', 'import', 'default'] },
  test: {
    pool: 'forks',
    projects: [
      // What takes the time has the machine for itself, first of all.
      { extends: true, test: { name: 'alone', include: [timed], exclude: never, sequence: { groupOrder: 0 } } },
      // Files share a process and their imports: that is a third of the time. No test may leave anything behind anyway.
      {
        extends: true,
        test: {
          name: 'shared',
          include: all,
          exclude: [...never, ...inNamespace, lab, timed],
          isolate: false,
          sequence: { groupOrder: 1, sequencer: WaitingFirst },
        },
      },
      { extends: true, test: { name: 'apart', include: inNamespace, exclude: never, sequence: { groupOrder: 1 } } },
      // A machine in a process takes all that this one has: the tests count themselves how many run at once.
      {
        extends: true,
        test: {
          name: 'lab',
          include: [lab],
          exclude: never,
          maxConcurrency: 1000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    // Two files mostly wait, as long as a stick takes: they must not hold up the others, nor begin behind them.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: WaitingFirst },
    testTimeout: 20_000,
  },
});
