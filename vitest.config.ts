import { defineConfig } from 'vitest/config';

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
    maxWorkers: '100%',
    testTimeout: 20_000,
  },
});
