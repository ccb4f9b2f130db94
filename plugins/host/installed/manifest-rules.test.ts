import { expect, it } from 'vitest';
import { obeysRules } from './manifest-rules.js';

const good = {
  name: 'dialtone-plugin-acme',
  version: '1.0.0',
  keywords: ['dialtone-plugin'],
  dialtone: { carriers: ['./x.json'] },
};
const obeyed = (changed: object) =>
  obeysRules({ ...good, ...changed }, { dialtoneVersion: '0.1.0', nodeVersion: '20.20.2' });

it('takes what has nothing against it', () => {
  const more = {
    engines: { node: '>=20' },
    peerDependencies: { '@dialtone/plugins': '^0.1.0', vitest: 'latest' },
    dependencies: { ini: '^5.0.0', other: 'npm:ini@4', third: 'npm:@scope/x@^1 || 2' },
    devDependencies: { '@dialtone/plugins': '*', rxjs: '7' },
    scripts: { test: 'vitest', prepare: 'tsc' },
  };
  expect(obeyed(more)).toEqual({ name: 'acme', packageName: 'dialtone-plugin-acme', version: '1.0.0' });
  expect(obeyed({ name: '@a/dialtone-plugin-b' })).toMatchObject({ name: 'b' });
});

it.each<[object, string]>([
  [{ name: 'acme' }, './package.json: name must be dialtone-plugin-NAME or @SCOPE/dialtone-plugin-NAME, not "acme"'],
  [{ name: undefined }, './package.json: name must be'],
  [{ version: undefined }, './package.json: version is missing'],
  [{ keywords: ['modem'] }, './package.json: keywords must hold "dialtone-plugin"'],
  [{ dialtone: undefined }, './package.json: dialtone must be'],
  [
    { dialtone: JSON.parse('{"carriers":["./x.json"],"__proto__":{}}') },
    'dialtone.__proto__ is a key that no plugin may have',
  ],
  [{ scripts: { preinstall: '' } }, './package.json: scripts.preinstall must go: Dialtone never runs scripts'],
  [{ scripts: { install: 'x' } }, './package.json: scripts.install must go'],
  [{ scripts: { postinstall: 'x' } }, './package.json: scripts.postinstall must go'],
  [
    { dependencies: { '@dialtone/plugins': '*' } },
    './package.json: dependencies brings its own copy of the contract: move @dialtone/plugins to peerDependencies',
  ],
  [
    { optionalDependencies: { '@dialtone/core': '*' } },
    './package.json: optionalDependencies must not hold @dialtone/core',
  ],
  [{ dependencies: { rxjs: '7' } }, './package.json: dependencies must not hold rxjs'],
  [{ dependencies: { inversify: '7' } }, 'dependencies must not hold inversify'],
  [{ dependencies: { tsyringe: '4' } }, 'dependencies must not hold tsyringe'],
  [{ bundleDependencies: ['@dialtone/plugins'] }, 'bundleDependencies brings its own copy of the contract'],
  [{ bundledDependencies: ['rxjs'] }, 'bundledDependencies must not hold rxjs'],
  [{ dependencies: { x: 'git+https://x/y' } }, 'dependencies["x"] must be a version of a package in the registry'],
  [{ dependencies: { x: 'somebody/x' } }, 'dependencies["x"] must be a version'],
  [{ dependencies: { x: 'file:../../etc' } }, 'dependencies["x"] must be a version'],
  [{ optionalDependencies: { x: 'https://x/y.tgz' } }, 'optionalDependencies["x"] must be a version'],
  [{ dependencies: { x: 'npm:somebody/x' } }, 'dependencies["x"] must be a version'],
  [{ engines: { node: '>=22' } }, 'engines.node is ">=22", but this is Node 20.20.2: ask its author'],
  [{ engines: { node: '>=20 <23' } }, 'engines.node is ">=20 <23", which cannot be read here: write it as'],
  [
    { peerDependencies: { '@dialtone/plugins': '^0.2.0' } },
    './package.json: peerDependencies["@dialtone/plugins"] is "^0.2.0", but this is Dialtone 0.1.0: ask its author',
  ],
  [
    { peerDependencies: { '@dialtone/plugins': 1 } },
    'peerDependencies["@dialtone/plugins"] is 1, which cannot be read',
  ],
])('refuses %j', (changed, sentence) => {
  expect(() => obeyed(changed)).toThrow(sentence);
});
