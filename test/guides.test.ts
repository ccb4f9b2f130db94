import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkout } from './checkout.js';
import { temporaryState } from './dialtone.js';

/** The guides for authors of plugins, done as they stand there: each file is written and each command is typed, from the top to the end. */
type Step =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'command'; readonly line: string };

const stepsOf = (guide: string): readonly Step[] => {
  const page = readFileSync(join(checkout(), 'plugins/docs', guide), 'utf8');
  return [...page.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].flatMap(
    ([, kind, path, text = '']): readonly Step[] => {
      if (path !== undefined) return [{ kind: 'file', path, text }];
      return kind === 'bash'
        ? text
            .trim()
            .split('\n')
            .map((line) => ({ kind: 'command', line }))
        : [];
    },
  );
};

/** A newcomer's empty folder, with `dialtone` on the PATH. */
const newcomer = () => {
  const { path, remove } = temporaryState();
  onTestFinished(() => void remove());
  for (const folder of ['bin', 'work', 'state']) mkdirSync(join(path, folder));
  symlinkSync(join(checkout(), 'core/bin/dialtone.js'), join(path, 'bin/dialtone'));
  const type = (line: string) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
      cwd: join(path, 'work'),
      encoding: 'utf8',
      env: {
        PATH: `${join(path, 'bin')}:${process.env.PATH}`,
        HOME: path,
        DIALTONE_STATE_DIR: join(path, 'state'),
        DIALTONE_PLUGIN_DIR: join(path, 'files'),
        npm_config_offline: 'true',
      },
    });
    return { status, said: `${stdout}${stderr}` };
  };
  const done = (steps: readonly Step[]): string =>
    steps
      .map((step) => {
        if (step.kind === 'file') {
          writeFileSync(join(path, 'work', step.path), step.text);
          return '';
        }
        const { status, said } = type(step.line);
        expect([step.line, status], said).toEqual([step.line, 0]);
        return said;
      })
      .join('');
  return { done, type };
};

describe('the guides for authors', () => {
  it('write-a-carrier-pack.md: a pack that is tested, added and online, in ten commands at most', () => {
    const steps = stepsOf('write-a-carrier-pack.md');
    expect(steps.filter(({ kind }) => kind === 'command').length).toBeLessThanOrEqual(10);
    const { done, type } = newcomer();
    const said = done(steps);
    expect(said).toContain('runs went well');
    expect(said).toContain('Online after');
    expect(type('dialtone plugin list --json').said).toContain('"plugin":"acme-mobile","version":"0.1.0"');
    expect(type('dialtone plugin remove acme-mobile').status).toBe(0);
  }, 60_000);

  it('write-a-device-plugin.md: from an unknown stick to a package with code that is added, online, and gone again', () => {
    const { done, type } = newcomer();
    const said = done(stepsOf('write-a-device-plugin.md'));
    expect(said.match(/runs went well/g)).toHaveLength(2);
    expect(said).toContain('runs code: ./devices.js');
    expect(said).toContain('Online after');
    expect(type('dialtone plugin list').said).not.toContain('acme');
  }, 60_000);

  it('wording.md: its example is taken', () => {
    expect(newcomer().done(stepsOf('wording.md'))).toBe('acme (one file)  carrier acme\n');
  });
});
