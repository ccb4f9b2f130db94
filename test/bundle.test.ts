import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from './checkout.js';

/** What bin/dialtone.js runs: as `npm run build` made it. */
const folder = join(checkout(), 'core/dist/dialtone');
const files = readdirSync(folder).filter((name) => name.endsWith('.js'));

describe('the bundle', () => {
  it('is all that a start reads, but for what has a native part and what plugins load as well', () => {
    const named = files.flatMap((name) =>
      [
        ...readFileSync(join(folder, name), 'utf8').matchAll(
          /^(?:import|export) [^;]*?from "([^"]+)"|\bimport\("([^"]+)"\)/gm,
        ),
      ].map(([, from, lazily]) => from ?? lazily ?? ''),
    );
    const outside = new Set(
      named.filter((it) => !it.startsWith('.') && !it.startsWith('node:') && !builtinModules.includes(it)),
    );
    expect(
      [...outside].filter((it) => !/^(?:@dialtone\/|@serialport\/|serialport$|koffi$|dbus-next$)/.test(it)),
    ).toEqual([]);
    expect(named.filter((it) => it.startsWith('.')).length).toBeGreaterThan(20);
  });

  it('loads each command by itself', () => {
    const first = readFileSync(join(folder, 'main.js'), 'utf8');
    for (const command of ['daemon', 'doctor', 'simulate'])
      expect(first).toMatch(new RegExp(`import\\("\\./${command}[\\w-]*\\.js"\\)`));
  });
});
