import { describe, expect, it } from 'vitest';
import { tables } from './index.js';

const asked = (action: string | undefined): readonly string[] =>
  tables.flatMap(({ name, methods }) =>
    Object.entries(methods)
      .filter(([, method]) => method.action === action)
      .map(([member]) => `${name.replace('org.freedesktop.ModemManager1', '')}.${member}`),
  );

describe('who may call', () => {
  it('is asked for everything but what only looks, as ModemManager does', () =>
    expect(asked(undefined)).toEqual([
      '.Modem.ListBearers',
      '.Modem.Simple.GetStatus',
      'org.dialtone.Dialtone1.GetSticks',
    ]));

  it('is asked more strictly for what concerns more than one modem', () =>
    expect(asked('Control')).toEqual(['.ScanDevices', '.SetLogging', '.ReportKernelEvent', '.InhibitDevice']));
});
