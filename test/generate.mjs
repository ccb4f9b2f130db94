// Writes what the repository generates from its own sources: one section per generated thing. `npm run generate` builds first, so
// that what is written comes from the code as it is; for each thing a test holds the committed file equal to what this gives.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const written = [];
const write = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  written.push(path);
};

// --- plugins/schema: the contract as JSON Schema (test: plugins/host/json-schemas.test.ts)
const { jsonSchemas } = await import('../plugins/dist/host/json-schemas.js');
for (const [name, schema] of Object.entries(jsonSchemas())) {
  write(`plugins/schema/${name}`, `${JSON.stringify(schema, undefined, 2)}\n`);
}

// --- README, core/README and docs: what stands between the marks (test: test/docs.test.ts, which writes instead of comparing when it is told to)
const documents = spawnSync(
  join(root, 'node_modules/.bin/vitest'),
  ['run', 'test/docs.test.ts', '--testNamePattern', 'holds what the code gives'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, DIALTONE_GENERATE: '1' } },
);
if (documents.status !== 0) process.exitCode = 1;

// --- last: in the repository's own format, as everything else
spawnSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', ...written], { cwd: root, stdio: 'inherit' });
