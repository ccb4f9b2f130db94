import { describe, expect, it } from 'vitest';
import { stateDirectory } from './state-directory.js';

const of = (environment: Record<string, string>, root = false, sticks: 'real' | 'virtual' = 'real') =>
  stateDirectory(sticks, { environment, root, home: '/home/ann' });

describe('state directory', () => {
  it.each([
    [{ DIALTONE_STATE_DIR: '/a', STATE_DIRECTORY: '/b', XDG_STATE_HOME: '/c' }, true, '/a'],
    [{ STATE_DIRECTORY: '/b:/b2', XDG_STATE_HOME: '/c' }, true, '/b'],
    [{ XDG_STATE_HOME: '/c' }, true, '/var/lib/dialtone'],
    [{ XDG_STATE_HOME: '/c' }, false, '/c/dialtone'],
    [{ XDG_STATE_HOME: 'relative' }, false, '/home/ann/.local/state/dialtone'],
    [{ DIALTONE_STATE_DIR: '', STATE_DIRECTORY: '', XDG_STATE_HOME: '' }, false, '/home/ann/.local/state/dialtone'],
  ])('%o, root %s: %s', (environment, root, expected) => {
    expect(of(environment, root)).toBe(expected);
  });

  it('keeps virtual sticks apart', () => {
    expect(of({ DIALTONE_STATE_DIR: '/a' }, false, 'virtual')).toBe('/a/virtual');
  });
});
