import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodes, factNames, recoveryActions } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { limits } from '../core/pipeline/limits.js';

/** Each "never" of the house, with its reason, checked on the sources as they are. */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const importing =
  /^(?:import|export)\s[\w*{}\s,$]*?from\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|\brequire\(\s*'([^']+)'\s*\)/gm;

interface Source {
  /** Path from the root. */
  readonly path: string;
  readonly text: string;
  /** The code without comments. */
  readonly code: string;
  readonly imports: readonly string[];
}

const tracked = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', 'test/third-party/*.js'],
  { cwd: root, encoding: 'utf8' },
);
const sources: readonly Source[] = tracked
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))
  .map((path) => read(path));
const product = sources.filter(
  ({ path }) => !/\.test\.(\w+\.)?ts$/.test(path) && !path.startsWith('test/') && path !== 'vitest.config.ts',
);

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
  const imports = [...code.matchAll(importing)].map(
    ([, from, bare, dynamic, required]) => from ?? bare ?? dynamic ?? required ?? '',
  );
  return { path, text, code, imports };
}

/** Lower floors know nothing of higher ones, and no folder knows a sibling of its own floor. */
const floors: Readonly<Record<string, number>> = {
  'plugins/contract': 0,
  'plugins/traits': 0.5,
  'core/facts': 1,
  'core/at': 2,
  'core/ppp': 2,
  'core/pipeline': 3,
  'core/diagnosis': 3,
  'core/session': 4,
  'core/readers': 4,
  'core/links': 4,
  'core/dbus': 4,
  'plugins/host': 4,
  'core/daemon': 5,
  'core/service': 5,
  'core/sim': 5,
  'core/cli': 6,
};
/** The packages that each folder may use. */
const packages: Readonly<Record<string, readonly string[]>> = {
  'plugins/contract': ['valibot'],
  'plugins/traits': [],
  // The generator of the JSON Schemas, which nothing at run time imports.
  'plugins/host': ['valibot', '@valibot/to-json-schema', 'node:'],
  'core/facts': ['rxjs'],
  'core/at': ['rxjs'],
  'core/ppp': ['node:crypto'],
  'core/pipeline': ['rxjs'],
  'core/diagnosis': [],
  'core/readers': ['saxes', 'node:'],
  'core/session': ['rxjs', 'tsyringe', 'reflect-metadata'],
  'core/links': ['serialport', '@serialport/', 'koffi', 'rxjs', 'valibot', 'node:'],
  'core/dbus': ['dbus-next', 'rxjs', 'node:'],
  'core/daemon': ['inversify', 'reflect-metadata', 'rxjs'],
  'core/service': ['node:'],
  'core/sim': ['rxjs', 'koffi', '@serialport/', 'node:'],
  'core/cli': ['commander', 'rxjs', 'string-width', 'node:'],
};

const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/');
const targetOf = (source: Source, specifier: string): string | undefined => {
  if (specifier.startsWith('.')) return normalize(join(dirname(source.path), specifier));
  if (specifier === '@dialtone/plugins') return 'plugins/contract/index.js';
  if (specifier === '@dialtone/plugins/host') return 'plugins/host/index.js';
  if (specifier === '@dialtone/core/sim') return 'core/sim/index.js';
  return undefined;
};

const offenders = (reason: string, found: readonly string[]): void => {
  expect(found, `${reason}\n${found.join('\n')}`).toEqual([]);
};
const importsOf = (source: Source, test: (specifier: string) => boolean): readonly string[] =>
  source.imports.filter(test).map((specifier) => `${source.path} imports ${specifier}`);

describe('the nevers of the house', () => {
  it('finds the sources at all', () => {
    expect(product.length).toBeGreaterThan(100);
    expect(product.flatMap(({ imports }) => imports).length).toBeGreaterThan(300);
  });

  it('every folder has a floor', () => {
    const strangers = product
      .filter(({ path }) => /^(core|plugins)\/[^/]+\//.test(path))
      .map(({ path }) => folderOf(path))
      .filter((folder) => floors[folder] === undefined || packages[folder] === undefined);
    offenders('a new folder needs a floor and a list of packages here and in the house', strangers);
  });

  it('imports point down: never upwards, never to a sibling of the same floor', () => {
    const found = product.flatMap((source) =>
      source.imports.flatMap((specifier) => {
        const target = targetOf(source, specifier);
        const [from, to] = [folderOf(source.path), target === undefined ? '' : folderOf(target)];
        const [low, high] = [floors[to], floors[from]];
        if (low === undefined || high === undefined || from === to || low < high) return [];
        return [`${source.path} (floor ${high}) imports ${target} (floor ${low})`];
      }),
    );
    offenders('one direction is what makes the house readable', found);
  });

  it('each folder uses only the packages of its floor', () => {
    const found = product.flatMap((source) => {
      const allowed = packages[folderOf(source.path)];
      if (!allowed) return [];
      return importsOf(
        source,
        (specifier) =>
          targetOf(source, specifier) === undefined &&
          !allowed.some((name) => specifier === name || (/[:/]$/.test(name) && specifier.startsWith(name))),
      );
    });
    offenders('what a floor may touch is what keeps cores pure and edges thin', found);
  });

  it('plugins never import core', () => {
    offenders(
      'the contract must be usable without the engine',
      product
        .filter(({ path }) => path.startsWith('plugins/'))
        .flatMap((source) => importsOf(source, (s) => s.includes('@dialtone/core') || s.includes('/core/'))),
    );
  });

  it('plugin-* and test/third-party import @dialtone/plugins and nothing else; their tests may use the simulator', () => {
    const found = sources
      .filter(({ path }) => path.startsWith('plugin-') || path.startsWith('test/third-party/'))
      .flatMap((source) =>
        importsOf(source, (specifier) => {
          if (specifier.startsWith('./')) return false;
          const inTest = /\.test\.(\w+\.)?ts$/.test(source.path);
          const forTests = ['vitest', 'fast-check', '@dialtone/core/sim', '@dialtone/plugins/host'];
          return (
            specifier !== '@dialtone/plugins' &&
            !(inTest && (forTests.includes(specifier) || specifier.startsWith('node:')))
          );
        }),
      );
    offenders('a third party has nothing more', found);
  });

  it.each<[string, RegExp, string]>([
    ['serialport', /serialport/, 'stages ask for a channel, never for a device'],
    ['dbus-next', /dbus-next/, 'the corridor does not know who is watching'],
    ['node:*', /'node:/, 'the corridor must run in virtual time, anywhere'],
    ['a container', /inversify|tsyringe/, 'stages are given their tools'],
    ['Date.now', /\bDate\b|performance\.now/, 'time comes from tools.clock alone'],
    ['setTimeout', /\bset(Timeout|Interval|Immediate)\b/, 'every wait is an observable on tools.clock'],
    ['a promise', /\bPromise\b|\basync\b|\bawait\b/, 'a promise cannot be taken back when the walk ends'],
    ['a Subject', /\bSubject\b|\b\w+Subject\b/, 'what happens is derived, never pushed from aside'],
    ['subscribe', /\.subscribe\(/, 'the corridor is one stream with one subscriber'],
  ])('core/pipeline never uses %s', (_, pattern, reason) => {
    const found = product
      .filter(({ path, code }) => path.startsWith('core/pipeline/') && pattern.test(code))
      .map(({ path }) => path);
    offenders(reason, found);
  });

  it('core/diagnosis never uses rxjs', () => {
    offenders(
      'it is a function from facts to causes',
      product
        .filter(({ path }) => path.startsWith('core/diagnosis/'))
        .flatMap((source) => importsOf(source, (s) => s === 'rxjs')),
    );
  });

  it('inversify only in core/daemon, and one container', () => {
    offenders(
      'the process is composed in one place',
      product
        .filter(({ path }) => !path.startsWith('core/daemon/'))
        .flatMap((source) => importsOf(source, (s) => s === 'inversify')),
    );
    const containers = product.filter(({ code }) => /new Container\(/.test(code)).map(({ path }) => path);
    expect(containers).toEqual(['core/daemon/composition.ts']);
  });

  it('tsyringe only in session-scope.ts, with reflect-metadata on its first line', () => {
    const users = product.filter(({ imports }) => imports.includes('tsyringe'));
    expect(users.map(({ path }) => path)).toEqual(['core/session/session-scope.ts']);
    expect(users[0]?.text.split('\n')[0]).toBe("import 'reflect-metadata';");
  });

  it('core/dbus never reaches for session, pipeline or links', () => {
    const found = product
      .filter(({ path }) => path.startsWith('core/dbus/'))
      .flatMap((source) => importsOf(source, (specifier) => /\/(session|pipeline|links)\//.test(specifier)));
    offenders('the bus shows facts and passes wishes on: it never acts on a stick', found);
  });

  it('dbus-next only in core/dbus', () => {
    offenders(
      'one wrapper round a wire library with many traps',
      product
        .filter(({ path }) => !path.startsWith('core/dbus/'))
        .flatMap((source) => importsOf(source, (s) => s.includes('dbus-next'))),
    );
  });

  it('console.* and process.exit only in core/cli', () => {
    const found = product.filter(
      ({ path, code }) =>
        !path.startsWith('core/cli/') && path !== 'core/main.ts' && /\bconsole\.|process\.exit\(/.test(code),
    );
    offenders(
      'a library does not speak or leave by itself',
      found.map(({ path }) => path),
    );
  });

  it('no any, and the compiler is never silenced', () => {
    const untyped = /(:|<|\bas)\s*any\b/;
    const silenced = /@ts-(ignore|nocheck|expect-error)/;
    const found = product.filter(({ code, text }) => untyped.test(code) || silenced.test(text)).map(({ path }) => path);
    offenders('the compiler proves the order of the corridor only where it is asked', found);
  });

  it('every package the owner chose for this is really used', () => {
    const used = new Set(product.flatMap(({ imports }) => imports));
    expect(['inversify', 'tsyringe', 'rxjs', 'serialport'].filter((name) => !used.has(name))).toEqual([]);
  });

  it('nothing of the vocabulary is decoration: every fact, exit, limit and repair is made or used somewhere', () => {
    const meanings = /^core\/(facts|diagnosis\/rules)\/|^plugins\/|^core\/session\/core-policy|^core\/pipeline\/limits/;
    const code = product
      .filter(({ path }) => path.startsWith('core/') && !meanings.test(path))
      .map((source) => source.code)
      .join('\n');
    const missing = [
      ...factNames.filter((name) => !code.includes(`fact: '${name}'`)),
      ...exitCodes.filter((name) => name !== 'bug.unexpected' && !code.includes(`'${name}'`)),
      ...Object.keys(limits).filter((name) => !new RegExp(`\\b${name}\\b`).test(code)),
      ...recoveryActions.filter((name) => !code.includes(`'${name}'`)),
    ];
    offenders('a name that nobody uses tells a reader of something that cannot happen', missing);
  });

  it('carrier packs and device tables name no file of this machine', () => {
    offenders(
      'nothing of the workshop gets into the product',
      sources
        .filter(
          ({ path, text }) => path !== relative(root, fileURLToPath(import.meta.url)) && /\/work\/|\/farm\//.test(text),
        )
        .map(({ path }) => path),
    );
  });
});
