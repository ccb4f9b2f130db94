import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { surroundings } from './asked.test.helper.js';
import { doctor } from './doctor.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-doctor-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
};

const run = async (named: readonly string[], json = false, stdin = '') => {
  const { io, said } = surroundings();
  async function* bytes() {
    yield Buffer.from(stdin);
  }
  const status = await doctor(named, { json }, io, bytes());
  return { status, out: said.out };
};

const locked = 'AT+CPIN?\n+CPIN: SIM PIN\n\nOK\nATD*99#\nERROR\n';
const up = [
  'pppd 2.4.7 started by root, uid 0',
  'Using interface ppp0',
  'Connect: ppp0 <--> /dev/ttyUSB0',
  'CHAP authentication succeeded',
  'local  IP address 10.20.30.40',
  'remote IP address 10.64.64.64',
  'primary   DNS address 172.30.139.17',
]
  .map((text) => `Jan  5 10:00:00 box pppd[42]: ${text}\n`)
  .join('');

describe('dialtone doctor', () => {
  it('names the cause with its lines, and gives 1', async () => {
    const path = written('at.log', locked);
    const { status, out } = await run([path], true);
    const said = JSON.parse(out);
    expect(status).toBe(1);
    expect(said).toMatchObject({ verdict: 'fault', causes: [{ id: 'sim-pin-required', layer: 'init' }] });
    expect(said.causes[0].evidence).toContainEqual({ file: path, line: 2, text: '+CPIN: SIM PIN' });
    expect(said.read).toEqual([{ file: path, kinds: ['at'], lines: 6, understood: 6 }]);
  });

  it('says that nothing is wrong, and gives 0', async () => {
    expect(await run([written('syslog', up)])).toMatchObject({
      status: 0,
      out: expect.stringContaining('Nothing is wrong'),
    });
  });

  it('does not decide what the files do not, and gives 3', async () => {
    const { status, out } = await run([written('shopping', 'milk\nbread\n')], true);
    expect({ status, said: JSON.parse(out) }).toMatchObject({ status: 3, said: { verdict: 'undecided', causes: [] } });
  });

  it('reads a folder as one case, and standard input', async () => {
    written('case/deep/at.log', locked);
    written('case/notes', 'hello\n');
    expect((await run([join(folder, 'case')])).out).toMatch(/evidence {2}deep\/at\.log:2/);
    expect((await run(['-'], true, locked)).status).toBe(1);
  });

  it('has a sentence for a picture and for an empty file, and reads what is beside them', async () => {
    const picture = written(
      'odd/a.png',
      Uint8Array.from({ length: 3000 }, (_, at) => at % 9),
    );
    const empty = written('odd/empty', '');
    const { status, out } = await run([picture, empty, written('odd/z.log', locked)]);
    expect(status).toBe(1);
    expect(out).toMatch(/a\.png is no text/);
    expect(out).toMatch(/empty is empty/);
  });

  it('refuses what is not there in a sentence', async () => {
    await expect(run([join(folder, 'none')])).rejects.toThrow(
      /^The file ".*none" cannot be read: it does not exist\.$/,
    );
    mkdirSync(join(folder, 'hollow'));
    await expect(run([join(folder, 'hollow')])).rejects.toThrow(/^There is no file in ".*hollow"\.$/);
  });

  it('shows no secret', async () => {
    const conf = '[Dialer Defaults]\nPhone = *99#\nUsername = web\nPassword = hunter22\nInit2 = AT+CPIN=4711\n';
    const { out } = await run([written('wvdial.conf', conf)], true);
    expect(out).not.toMatch(/hunter22|4711/);
  });
});
