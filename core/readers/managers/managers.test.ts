import { describe, expect, it } from 'vitest';
import type { LogLine, ReadFact } from '../reader.js';
import { unprefix } from '../unprefix.js';
import { managersReaders } from './index.js';

/** These readers alone, as they are asked for each line. */
const read = (text: string): { readonly facts: readonly ReadFact[]; readonly understood: number } => {
  const readers = managersReaders.map((make) => make());
  const told = text.split('\n').map((raw, index) => {
    const line: LogLine = { file: 'log', number: index + 1, raw, ...unprefix(raw) };
    for (const reader of readers) {
      const facts = reader.read(line);
      if (facts) return facts;
    }
    return undefined;
  });
  return {
    facts: [...told.flatMap((facts) => facts ?? []), ...readers.flatMap((reader) => reader.end?.() ?? [])],
    understood: told.filter((facts) => facts !== undefined).length,
  };
};

/** What the lines tell, in short: a sign and its detail, or the fact's name. */
const told = (text: string): readonly string[] =>
  read(text).facts.map((fact) =>
    fact.fact === 'sign.seen' ? `${fact.sign}${fact.detail === undefined ? '' : `: ${fact.detail}`}` : fact.fact,
  );

describe('NetworkManager', () => {
  it.each([
    [
      "device (ttyUSB1): state change: prepare -> failed (reason 'gsm-apn-failed', sys-iface-state: 'managed')",
      ['activation-failed: gsm-apn-failed', 'apn-refused: gsm-apn-failed'],
    ],
    [
      "(ttyUSB0): device state change: prepare -> failed (reason 'gsm-registration-denied') [40 120 31]",
      ['activation-failed: gsm-registration-denied', 'registration-denied: gsm-registration-denied'],
    ],
    [
      '(ttyUSB0): device state change: 40 -> 120 (reason 45)',
      ['activation-failed: gsm-sim-not-inserted', 'sim-missing: gsm-sim-not-inserted'],
    ],
    ['<info>  (ttyUSB0): device state change: 7 -> 8 (reason 0)', ['activated: ttyUSB0']],
    ["<info>  [1.5] device (wlan0): state change: config -> failed (reason 'no-secrets')", []],
    [
      "device (cdc-wdm0): state change: prepare -> failed (reason 'gsm-sim-pin-re",
      ['activation-failed: gsm-sim-pin-required', 'sim-pin: gsm-sim-pin-required'],
    ],
    ['Activation (wlan0) starting connection', []],
    ["device (cdc-wdm0): Activation: starting connection 'x' (uuid)", ['run.started']],
    [
      '<warn>  [1600000000.1] modem-broadband[ttyUSB2]: failed to connect modem: No carrier',
      ['activation-failed: No carrier', 'no-carrier: No carrier'],
    ],
    [
      'ppp-manager: pppd pid 123 exited with error: Authentication error. We failed to authenticate ourselves to the peer. Maybe bad account or password',
      ['pppd.exited'],
    ],
    [
      'manager: rfkill: WWAN enabled by radio killswitch; disabled by state file',
      ['radio-off: by the state file of NetworkManager'],
    ],
  ])('%s', (line, facts) => {
    expect(told(line)).toEqual(facts);
  });

  it('tells a link that was lost from one that was ended', () => {
    const up = "(ttyUSB0): device state change: ip-check -> activated (reason 'none') [80 100 0]\n";
    expect(
      told(`${up}(ttyUSB0): device state change: activated -> failed (reason 'ppp-disconnect') [100 120 13]`),
    ).toEqual(['activated: ttyUSB0', 'connection-lost: ppp-disconnect']);
    expect(
      told(`${up}(ttyUSB0): device state change: activated -> deactivating (reason 'user-requested') [100 110 39]`),
    ).toEqual(['activated: ttyUSB0', 'disconnected-by-user: user-requested']);
  });
});

describe('ModemManager', () => {
  it.each([
    ['<info>  [modem0] simple connect started...', ['run.started']],
    [
      'Modem /org/freedesktop/ModemManager1/Modem/0: 3GPP Registration state changed (searching -> denied)',
      ['registration-denied: denied'],
    ],
    [
      "<warn>  [modem0] modem couldn't be initialized: Couldn't check unlock status: SIM failure",
      ['sim-unreadable: SIM failure'],
    ],
    ["<warn>  couldn't initialize interface: 'Couldn't get messaging capabilities'", []],
    [
      "<info>  Couldn't check support for device '/sys/devices/pci0000:00/0000:00:19.0': not supported by any plugin",
      [],
    ],
    [
      '<info>  [modem0/bearer0] verbose call end reason (6,27): [3gpp] unknown-apn',
      ['apn-refused: [3gpp] unknown-apn'],
    ],
    ["<warn>  [modem0] Modem is locked with 'sim-pin2' code; cannot unlock it", []],
    [
      '[5840]: <wrn> [modem0] registration in network failed: Network timeout',
      ['registration-timed-out: Network timeout'],
    ],
    ['<warn> Could not open serial device ttyUSB2: Device or resource busy', ['port-busy: ttyUSB2']],
  ])('%s', (line, facts) => {
    expect(told(line)).toEqual(facts);
  });

  it('begins no run of its own where NetworkManager connects', () => {
    const lines = [
      "device (ttyUSB0): Activation: starting connection 'x'",
      '<info>  [modem0] simple connect started...',
      '<info>  [modem0] state changed (registered -> connecting)',
    ];
    expect(told(lines.join('\n'))).toEqual(['run.started']);
  });

  it('reads the dialogue of each port, in pieces too', () => {
    const lines = [
      "(ttyUSB2): --> 'AT+CPIN?<CR>'",
      "(ttyUSB1): --> 'AT+ZFOO<CR>'",
      "(ttyUSB2): <-- '<CR><LF>+CPIN: SIM '",
      "(ttyUSB1): <-- '<CR><LF>ERROR<CR><LF>'",
      "(ttyUSB2): <-- 'PIN<CR><LF><CR><LF>OK<CR><LF>'",
    ];
    const { facts, understood } = read(lines.join('\n'));
    expect(understood).toBe(lines.length);
    expect(facts).toContainEqual(expect.objectContaining({ fact: 'sim.state', state: 'SIM PIN' }));
    expect(facts.some((fact) => fact.fact === 'at.sent' && fact.command.includes('ZFOO'))).toBe(false);
  });
});

describe('mmcli, nmcli and rfkill', () => {
  it.each([
    [
      "  Status   |           lock: 'sim-pin'\n           |          state: 'locked'",
      ['sim-pin: sim-pin', 'modem-locked'],
    ],
    [
      "  Status   |           lock: 'sim-pin2'\n           |          state: 'registered'\n           | signal quality: '61' (recent)",
      ['registered', 'signal.measured'],
    ],
    [
      '  Status   |  state: failed\n           |  failed reason: sim-missing\n           |  signal quality: 0% (cached)',
      ['sim-missing: sim-missing'],
    ],
    ['modem.generic.state : searching\nmodem.generic.signal-quality.value : 0', ['searching', 'no-signal: 0 %']],
    ['No modems were found', ['no-modem-listed']],
    [
      "error: couldn't connect the modem: 'GDBus.Error:org.freedesktop.ModemManager1.Error.Connection.NoCarrier: No carrier'",
      ['activation-failed: No carrier', 'no-carrier: No carrier'],
    ],
    ['WIFI-HW  WIFI     WWAN-HW  WWAN\nenabled  enabled  enabled  disabled', ['radio-off: WWAN']],
    [
      'STATE      CONNECTIVITY  WIFI-HW  WIFI     WWAN-HW  WWAN\nconnected  full          enabled  enabled  enabled  enabled',
      ['radio-on: WWAN'],
    ],
    [
      "Error: Connection activation failed: GSM Modem's SIM PUK required",
      ["activation-failed: GSM Modem's SIM PUK required", "sim-puk: gsm modem's sim puk required"],
    ],
    [
      '1: tpacpi_wwan_sw: Wireless WAN\n\tSoft blocked: yes\n\tHard blocked: no\n2: phy0: Wireless LAN\n\tSoft blocked: yes',
      ['radio-off: tpacpi_wwan_sw, soft'],
    ],
  ])('%s', (text, facts) => {
    expect(told(text)).toEqual(facts);
  });

  it('leaves lines of others alone', () => {
    const lines = [
      '--> Carrier detected.  Starting PPP immediately.',
      'sent [LCP ConfReq id=0x1 <asyncmap 0x0>]',
      'Phone = *99#',
      '+CREG: 0,1',
      'usb 1-3: USB disconnect, address 21',
    ];
    expect(read(lines.join('\n')).understood).toBe(0);
  });
});
