import { EventEmitter } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { liveView } from './live-view.js';
import { failedRun, happyRun, nextProfile } from './recorded-facts.test.data.js';

// The list asks the process itself whether it writes to a terminal.
const wasTerminal = process.stdout.isTTY;
beforeAll(() => {
  process.stdout.isTTY = true;
});
afterAll(() => {
  process.stdout.isTTY = wasTerminal;
});

/** What stands on the screen at the end: every list redraws itself after erasing, so only what follows the last erasing counts. */
const shown = async (facts$: Observable<Fact>): Promise<readonly string[]> => {
  let out = '';
  const write = (text: string): boolean => {
    out += text;
    return true;
  };
  const stdout = Object.assign(new EventEmitter(), { write, isTTY: true, columns: 200, rows: 50 });
  await lastValueFrom(liveView(facts$, stdout as unknown as NodeJS.WriteStream), { defaultValue: undefined });
  expect(out.endsWith(showCursor)).toBe(true);
  return settled(out);
};
const showCursor = '\u001b[?25h';
const upAndErase = '\u001b[2K\u001b[1A';
const settled = (out: string): readonly string[] => {
  const lines: string[] = [''];
  for (const piece of out.replaceAll(upAndErase, '<up>').split(/(<up>|\n)/)) {
    if (piece === '<up>') lines.splice(-2, 2, '');
    else if (piece === '\n') lines.push('');
    else lines.push(`${lines.pop()}${stripVTControlCharacters(piece)}`);
  }
  return lines.map((line) => line.trimEnd());
};

describe('the live view', () => {
  it('leaves six passed stages and the link on the screen', async () => {
    const lines = (await shown(from(happyRun))).join('\n');
    expect(lines).toMatch(/detect +0\.0 s {2}MF627 \(19d2:2000\), known to plugin zte\n.*modeswitch +1\.0 s/);
    expect(lines).toMatch(/ppp +0\.1 s {2}CHAP accepted, address 10\.64\.3\.7\n\nOnline after 5\.7 s\.\n {2}address/);
    expect(lines.match(/detect/g)).toHaveLength(1);
  });

  it('draws another list for another walk, with what still holds', async () => {
    const secondWalk = happyRun.filter(({ stage, t }) => stage === 'dial' || (stage === 'ppp' && t > 0));
    const firstWalk = failedRun.filter(({ fact }) => fact !== 'walk.ended' && fact !== 'verdict');
    const lines = (await shown(from([...firstWalk, ...nextProfile, ...secondWalk]))).join('\n');
    expect(lines).toMatch(/ppp +6\.3 s {2}failed: nobody answered at IPCP\n/);
    expect(lines).toMatch(/Trying again: next profile \(1 of 2\)\.\n.*detect +as before\n/);
    expect(lines).toMatch(/init +as before\n.*dial +0\.5 s/);
    expect(lines).toMatch(/Online after/);
  });

  it('stops drawing when all ends in the middle of a stage', async () => {
    const lines = (await shown(from(happyRun.slice(0, 20)))).join('\n');
    expect(lines).toMatch(/init +not finished/);
  });
});
