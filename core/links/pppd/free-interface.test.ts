import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { takeInterfaceName } from './free-interface.js';

const folder = mkdtempSync(join(tmpdir(), 'dialtone-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

const list = join(folder, 'dev');
writeFileSync(
  list,
  'Inter-|   Receive  |  Transmit\n face |bytes    packets|bytes\n    lo: 0 0\ndialtone0: 0 0\ndialtone2:12 0\n',
);

describe("an interface's name", () => {
  it('is one that neither the kernel nor another call has', () => {
    const first = takeInterfaceName(list);
    const second = takeInterfaceName(list);
    expect([first.name, second.name]).toEqual(['dialtone1', 'dialtone3']);
    first.giveBack();
    const third = takeInterfaceName(list);
    expect(third.name).toBe('dialtone1');
    for (const name of [second, third]) name.giveBack();
  });

  it('is found without the kernel too', () => {
    const taken = takeInterfaceName(join(folder, 'none'));
    expect(taken.name).toBe('dialtone0');
    taken.giveBack();
  });

  it('is found on this machine', () => {
    const taken = takeInterfaceName();
    expect(taken.name).toMatch(/^dialtone\d+$/);
    taken.giveBack();
  });
});
