import { describe, expect, it } from 'vitest';
import { tables } from '../dbus/tables/index.js';
import type { InterfaceTable } from '../dbus/tables/table.js';
import { busActivation } from './bus-activation.js';
import { busPolicy } from './bus-policy.js';
import { polkitPolicy } from './polkit-policy.js';
import { systemdUnit } from './systemd-unit.js';

/** `context or user` → its rules, as attributes. */
const rulesOf = (policy: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    [...policy.matchAll(/<policy (.*?)>(.*?)<\/policy>/gs)].map(([, who = '', rules = '']) => [
      who,
      [...rules.matchAll(/<(.*?)\/>/g)].map(([, rule = '']) => rule),
    ]),
  );

describe('the policy of the bus', () => {
  const method = { in: [], out: [] };
  const table: InterfaceTable = {
    name: 'org.example.One',
    methods: { Do: method, See: method },
    properties: {},
    signals: {},
  };
  const to = 'send_destination="org.freedesktop.ModemManager1"';

  it('denies what is not listed, lets root own the name, and lists last of all what may be called', () => {
    expect(rulesOf(busPolicy([table]))).toEqual({
      'context="default"': [`deny ${to} send_type="method_call"`],
      'user="root"': ['allow own="org.freedesktop.ModemManager1"', `allow ${to}`],
      'context="mandatory"': [
        `allow ${to} send_interface="org.freedesktop.DBus.Peer"`,
        `allow ${to} send_interface="org.freedesktop.DBus.Introspectable"`,
        `allow ${to} send_interface="org.freedesktop.DBus.Properties"`,
        `allow ${to} send_interface="org.freedesktop.DBus.ObjectManager"`,
        `allow ${to} send_interface="org.example.One" send_member="Do"`,
        `allow ${to} send_interface="org.example.One" send_member="See"`,
      ],
    });
  });

  it('lists every method that is served, but for those that are for root', () => {
    const listed = rulesOf(busPolicy(tables))['context="mandatory"'] ?? [];
    const missing = tables.flatMap(({ name, methods }) =>
      Object.keys(methods).filter(
        (member) => !listed.includes(`allow ${to} send_interface="${name}" send_member="${member}"`),
      ),
    );
    expect(missing.toSorted()).toEqual(['InhibitDevice', 'ReportKernelEvent']);
    expect(listed).toContain(`allow ${to} send_interface="org.dialtone.Dialtone1" send_member="GetSticks"`);
  });
});

describe('the unit', () => {
  const lines = (node: string, program: string) => systemdUnit({ node, program }).split('\n');

  it('runs this installation, under the name on the bus, before NetworkManager', () => {
    const unit = lines('/usr/bin/node', '/opt/dialtone/bin/dialtone.js');
    for (const line of [
      'ExecStart=:"/usr/bin/node" "/opt/dialtone/bin/dialtone.js" daemon',
      'Type=dbus',
      'BusName=org.freedesktop.ModemManager1',
      'Before=NetworkManager.service',
      'Restart=always',
      'StateDirectory=dialtone',
      'Alias=dbus-org.freedesktop.ModemManager1.service',
      'WantedBy=multi-user.target',
    ])
      expect(unit).toContain(line);
  });

  it('quotes whatever a path may hold', () => {
    expect(lines('/a b/$HOME', '/100%/"x"\\y')).toContain('ExecStart=:"/a b/$HOME" "/100%%/\\"x\\"\\\\y" daemon');
  });

  it.each([
    'MemoryDenyWriteExecute',
    'ProtectKernelTunables',
    'PrivateDevices',
    'ProtectClock',
    'DeviceAllow',
    'ProtectKernelModules',
  ])('has no %s, which would break it', (trap) => {
    expect(lines('/n', '/p').some((line) => line.startsWith(trap))).toBe(false);
  });
});

describe('the activation', () => {
  it('starts whoever has the alias, and nobody without systemd', () => {
    expect(busActivation.split('\n')).toEqual(
      expect.arrayContaining([
        'Name=org.freedesktop.ModemManager1',
        'Exec=/bin/false',
        'SystemdService=dbus-org.freedesktop.ModemManager1.service',
      ]),
    );
  });
});

describe("polkit's actions", () => {
  const actions = Object.fromEntries(
    [...polkitPolicy().matchAll(/<action id="(.*?)">(.*?)<\/action>/gs)].map(([, id = '', rest = '']) => [
      id,
      [...rest.matchAll(/<allow_(\w+)>(\w+)</g)].map(([, who, what]) => `${who} ${what}`),
    ]),
  );

  it("have ModemManager's ids and its answers", () => {
    expect(actions).toEqual({
      'org.freedesktop.ModemManager1.Control': ['any no', 'inactive no', 'active auth_admin'],
      'org.freedesktop.ModemManager1.Device.Control': ['any no', 'inactive no', 'active yes'],
    });
  });

  it('are all that a method may ask for', () => {
    const asked = tables.flatMap(({ methods }) => Object.values(methods).flatMap(({ action }) => action ?? []));
    expect([...new Set(asked)].map((action) => `org.freedesktop.ModemManager1.${action}`).toSorted()).toEqual(
      Object.keys(actions).toSorted(),
    );
  });
});
