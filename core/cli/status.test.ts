import { describe, expect, it } from 'vitest';
import { UsageError } from '../facts/usage-error.js';
import { dialtone, surroundings } from './asked.test.helper.js';
import { status } from './status.js';
import { standing } from './stick-status.test.data.js';

const told = async (sticks: Parameters<typeof dialtone>[0], json = false, columns?: number) => {
  const { io, said } = surroundings(columns);
  const { reach, closed } = dialtone(sticks);
  expect(await status({ json }, io, reach)).toBe(0);
  expect(closed()).toBe(1);
  expect(said.err).toBe('');
  return said.out;
};

describe('dialtone status', () => {
  it.each([
    [
      'online',
      `MF627 at 1-3
  network   3, SIM of Three UK, signal 61 %
  state     online as 10.64.3.7 on ppp0
`,
    ],
    [
      'wrongApn',
      `MF627 at 1-3
  network   3, SIM of Three UK, signal 61 %
  state     waiting until everything is tried again
  wrong     The APN "internet" is not one of Three UK.
  next      dialtone explain 1-3
`,
    ],
    [
      'pinNeeded',
      `MF627 at 1-3
  state     waiting until everything is tried again
  wrong     The SIM wants its PIN.
  next      dialtone explain 1-3
`,
    ],
    [
      'connecting',
      `MF627 at 1-3
  network   3, SIM of Three UK, signal 61 %
  state     connecting, in dial
`,
    ],
    [
      'plugged',
      `MF627 at 1-3
  state     standing by: nobody has asked it to go online
  next      choose it in the network menu, or bring its connection up with \`nmcli connection up NAME\`
`,
    ],
    [
      'unknown',
      `Unknown stick at 2-1
  state     waiting until everything is tried again
  wrong     No plugin knows 12d1:1446.
  next      dialtone explain 2-1
`,
    ],
    [
      'justPlugged',
      `Unknown stick at 2-1
  state     getting ready
`,
    ],
  ] as const)('tells a stick that is %s', async (how, text) => {
    expect(await told([standing[how]])).toBe(text);
  });

  it('says that nothing is plugged in', async () => {
    expect(await told([])).toBe(
      'No stick is plugged in: plug one in, and `dialtone watch` shows what becomes of it.\n',
    );
  });

  it('does not tell on what was wrong before a stick came online', async () => {
    const { causes } = standing.wrongApn;
    expect(await told([{ ...standing.online, causes }])).toBe(await told([standing.online]));
  });

  it('fits a narrow terminal', async () => {
    const rows = (await told([standing.plugged], false, 44)).split('\n');
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(44);
    expect(rows[1]).toBe('  state     standing by: nobody has asked');
  });

  it('gives one stick a line as JSON', async () => {
    const sticks = [standing.online, standing.unknown];
    const lines = (await told(sticks, true)).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(sticks);
    expect(await told([], true)).toBe('');
  });

  it('keeps what a terminal obeys out of both', async () => {
    const hostile = { ...standing.online, operator: '\u001b[2J\u009b3\u202e' };
    expect(await told([hostile])).toContain('network   [2J3, SIM');
    expect(await told([hostile], true)).toContain('"operator":"\\u001b[2J\\u009b3\\u202e"');
  });

  it('closes its connection where nobody answers', async () => {
    const { io, said } = surroundings();
    const { reach, closed } = dialtone(new UsageError('Dialtone does not run here.'));
    await expect(status({ json: false }, io, reach)).rejects.toThrow(UsageError);
    expect(closed()).toBe(1);
    expect(said.out).toBe('');
  });
});
