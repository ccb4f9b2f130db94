import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

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
    include: ['{core,plugins,plugin-zte,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    setupFiles: [],
    pool: 'forks',
    // Files share a process and their imports: that is a third of the time. No test may leave anything behind anyway.
    isolate: false,
    // Two files mostly wait, as long as a stick takes: they must not hold up the others, nor begin behind them.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: WaitingFirst },
    testTimeout: 20_000,
  },
});
