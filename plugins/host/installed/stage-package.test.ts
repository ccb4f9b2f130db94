import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { places } from '../added-plugin.test.helper.js';
import { carrier, manifest } from '../temp-packages.test.helper.js';
import { stagePackage } from './stage-package.js';

it('refuses a package of the registry that calls itself otherwise than it was asked for', async () => {
  const { work } = await places();
  const other = manifest({ carriers: ['./x.json'] }, { name: '@dialtone/plugin-zte' });
  const npm = `#!/bin/sh
mkdir -p node_modules/dialtone-plugin-acme && cd node_modules/dialtone-plugin-acme || exit 1
echo '${JSON.stringify(other)}' > package.json && echo '${JSON.stringify(carrier)}' > x.json\n`;
  await writeFile(join(work, 'npm'), npm);
  await chmod(join(work, 'npm'), 0o755);
  const path = process.env.PATH;
  onTestFinished(() => void Object.assign(process.env, { PATH: path }));
  process.env.PATH = `${work}:${path}`;
  const source = { kind: 'registry', name: 'acme', packageName: 'dialtone-plugin-acme' } as const;
  await expect(
    stagePackage(join(work, 'stage'), source, { dialtoneVersion: '0.1.0', nodeVersion: '20.0.0' }),
  ).rejects.toThrow('./package.json: name is @dialtone/plugin-zte, but it was asked for as dialtone-plugin-acme');
});
