import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkPlaces } from './network-places.js';

/** A folder with made-up programs that write down how they were called, and with what is to be seen of a machine's network. */
export const fakeMachine = () => {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-machine-'));
  const path = (name: string): string => join(folder, name);
  const write = (name: string, text: string): void => writeFileSync(path(name), text);
  for (const inside of ['bin', 'interface', 'interfaces']) mkdirSync(path(inside));
  const places: NetworkPlaces = {
    routes: '/proc/net/route',
    interfaces: '/proc/net/dev',
    resolved: path('resolved'),
    records: [path('interface'), path('interfaces'), path('keys')],
    programs: [path('bin')],
  };
  return {
    places,
    path,
    write,
    /** Its calls come into `calls()`, with what `then`, shell code, has to say to them. */
    program: (name: string, then = '') =>
      writeFileSync(path(`bin/${name}`), `#!/bin/sh\necho "${name} $*" >> ${path('calls')}\n${then}\n`, {
        mode: 0o755,
      }),
    resolvedRuns: () => mkdirSync(path('resolved')),
    calls: (): readonly string[] =>
      existsSync(path('calls')) ? readFileSync(path('calls'), 'utf8').trimEnd().split('\n') : [],
    remove: () => rmSync(folder, { recursive: true }),
  };
};
