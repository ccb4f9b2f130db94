import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodes } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { startOptions } from '../core/cli/start-options.js';
import { coreRules } from '../core/diagnosis/core-rules.js';
import { readRules } from '../core/diagnosis/read-rules.js';
import { allBlocks } from './generated/blocks.js';
import { commandsIn, type ShownCommand } from './generated/commands.js';
import { demoCommand } from './generated/demo.js';
import { doorExits } from './generated/door-exits.js';
import { blocksIn, withBlocks } from './generated/marked-blocks.js';
import { outcome } from './generated/misbehaviour-table.js';
import { simulatedRun, typed, typedStick } from './generated/simulated-run.js';

/** What the documents say is what the code does: blocks, commands, links. */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
});
const documents = listed.split('\n').filter((path) => path !== '' && existsSync(join(root, path)));
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

/** Set by `npm run generate`: the blocks are then written instead of compared. */
const generating = process.env.DIALTONE_GENERATE === '1';
const blocks = await allBlocks();

describe('generated blocks', () => {
  it.each(documents)('%s holds what the code gives', (path) => {
    const fresh = withBlocks(read(path), blocks);
    if (generating && fresh !== read(path)) writeFileSync(join(root, path), fresh);
    expect(read(path), 'it has drifted: npm run generate writes it').toBe(fresh);
  });

  it('each is shown somewhere, and once', () => {
    expect(documents.flatMap((path) => blocksIn(read(path))).sort()).toEqual(Object.keys(blocks).sort());
  });

  it('an unknown name or a mark without its other half is refused', () => {
    const mark = (name: string) => `<!-- generated: ${name} -->`;
    const end = '<!-- /generated -->';
    expect(withBlocks(`a\n${mark('x')}\nold\n${end}\nb\n`, { x: 'new' })).toBe(`a\n${mark('x')}\n\nnew\n\n${end}\nb\n`);
    expect(() => withBlocks(`${mark('x')}\n${end}`, {})).toThrow('nothing makes a block of the name x');
    expect(() => withBlocks(`${mark('x')}\nold\n`, { x: 'new' })).toThrow('without its other half');
    expect(() => withBlocks(`old\n${end}\n`, {})).toThrow('without its other half');
  });

  it('the demo is what npm run demo runs', () => {
    expect(scripts.demo).toBe(demoCommand);
  });

  it('the catalogue has every cause that a rule can name and every exit, and no other', () => {
    const page = read('docs/causes.md');
    const entries = [...page.matchAll(/^### (\S+)$/gm)].map(([, id]) => id);
    const exits = [...page.matchAll(/^- When: the walk ended with ((?:`[\w.-]+`(?: or )?)+)/gm)].flatMap(
      ([, list = '']) => [...list.matchAll(/`([^`]+)`/g)].map(([, exit]) => exit),
    );
    expect(entries.sort()).toEqual([...new Set([...coreRules, ...readRules].map(({ cause }) => cause))].sort());
    expect([...new Set(exits)].sort()).toEqual([...exitCodes].sort());
  });

  it('every exit code leaves the corridor somewhere', () => {
    expect([...new Set(Object.values(doorExits()).flat())].sort()).toEqual([...exitCodes].sort());
  });
});

describe('commands', () => {
  const shown = documents.flatMap((path) => commandsIn(read(path)).map((command) => ({ path, ...command })));
  const named = shown.map((command) => [`${command.path}: ${command.words.join(' ')}`, command] as const);

  it('there are some, with outcomes among them', () => {
    expect(shown.filter(({ says }) => says !== undefined).length).toBeGreaterThan(4);
  });

  it.each(named)('%s', async (_, command) => {
    const [program, ...args] = withoutNpx(command.words);
    if (program === 'dialtone') await expectDialtone(args, command);
    else if (program === 'npm') expectNpm(args);
    else if (program === 'vitest') expect(existsSync(join(root, args[1] ?? '')), args[1]).toBe(true);
    else expect(existsSync(join(root, program ?? '')), `nobody knows ${program}`).toBe(true);
  });
});

const withoutNpx = (words: readonly string[]): readonly string[] => (words[0] === 'npx' ? words.slice(1) : words);

/** A command with an outcome behind it is run, in virtual time; any other is read as the command line would. */
const expectDialtone = async (args: readonly string[], { says }: ShownCommand): Promise<void> => {
  if (says !== undefined) expect(outcome(await simulatedRun(args))).toBe(says);
  else if (args[0] === 'simulate') expect(await typedStick(args)).toBe('mf627@three-uk');
  else expect(startOptions(await typed(args), () => undefined)).toBeDefined();
};

const expectNpm = ([verb, script]: readonly string[]): void => {
  if (verb !== 'run') expect(['ci', 'test']).toContain(verb);
  else expect(Object.keys(scripts)).toContain(script);
};

describe('links', () => {
  const links = documents.flatMap((path) =>
    [...read(path).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => [path, target] as const),
  );

  it.each(links)('%s links to %s, which is there', (path, target) => {
    const [file = '', anchor] = target.split('#');
    const full = file === '' ? path : join(dirname(path), file);
    expect(existsSync(join(root, full)), full).toBe(true);
    if (anchor !== undefined) expect(headings(read(full))).toContain(anchor);
  });
});

/** As GitHub makes anchors of headings. */
const headings = (document: string): readonly string[] =>
  [...document.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
