import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../service/fake-host.test.helper.js';
import type { Io } from './main.js';
import { installServiceCommand, thisInstallation, uninstallServiceCommand } from './service-command.js';

const listening = () => {
  const said = { out: '', err: '' };
  const io: Io = {
    stdout: { write: (text: string) => (said.out += text) } as unknown as NodeJS.WriteStream,
    stderr: { write: (text) => (said.err += text) },
    env: {},
    signals: new EventEmitter(),
  };
  return { io, said };
};

const installation = { node: '/usr/bin/node', program: '/opt/dialtone.js' };

describe('dialtone install-service', () => {
  it('installs what it is part of', () => {
    const { node, program } = thisInstallation();
    expect(node).toBe(process.execPath);
    expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('says each thing that it did', async () => {
    const { io, said } = listening();
    const machine = fakeHost();
    expect(await installServiceCommand({}, io, machine.host, installation)).toBe(0);
    expect(said.out.split('\n')).toContain('dialtone.service was turned on.');
  });

  it('with --dry-run says what it would do, with all texts, and does nothing', async () => {
    const { io, said } = listening();
    const machine = fakeHost({ running: ['ModemManager.service'] });
    const before = machine.state();
    expect(await installServiceCommand({ dryRun: true }, io, machine.host, installation)).toBe(0);
    for (const text of [
      'This would stop ModemManager and mask it',
      '  systemctl stop ModemManager.service\n',
      '  link /etc/systemd/system/ModemManager.service to /dev/null\n',
      '  write /etc/systemd/system/dialtone.service\n    [Unit]\n',
      '    ExecStart=:"/usr/bin/node" "/opt/dialtone.js" daemon\n',
    ])
      expect(said.out).toContain(text);
    expect(machine.state()).toEqual(before);
  });

  it('gives 1 and a sentence when it failed', async () => {
    const { io, said } = listening();
    const machine = fakeHost();
    machine.goesWrong(1, 'fails');
    expect(await installServiceCommand({}, io, machine.host, installation)).toBe(1);
    expect(said.err).toMatch(/^The service was not installed: .* Everything is as it was\.\n$/);
  });
});

describe('dialtone uninstall-service', () => {
  it('gives 0 when there is nothing to do, and says so', async () => {
    const { io, said } = listening();
    expect(await uninstallServiceCommand(io, fakeHost().host)).toBe(0);
    expect(said).toEqual({ out: expect.stringContaining('There is no service to remove'), err: '' });
  });
});
