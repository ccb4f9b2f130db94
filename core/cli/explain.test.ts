import { describe, expect, it } from 'vitest';
import type { StickStatus } from '../dbus/status.js';
import { dialtone, surroundings } from './asked.test.helper.js';
import { explain } from './explain.js';
import { standing } from './stick-status.test.data.js';

const told = async (sticks: readonly StickStatus[], asked?: string, json = false) => {
  const { io, said } = surroundings();
  const status = await explain(asked, { json }, io, dialtone(sticks).reach);
  return { status, out: said.out };
};

describe('dialtone explain', () => {
  it('says why each value of a link was chosen', async () => {
    expect(await told([standing.online])).toEqual({
      status: 0,
      out: `MF627 at 1-3
Online: nothing is wrong.
  address   10.64.3.7 on ppp0
  DNS       217.171.132.0, 217.171.135.0
  engine    pppd
  APN       three.co.uk (from carrier pack three-uk)
  number    *99***1# (from device plugin zte)
  context   1 (Dialtone's default)
  profile   Mobile broadband (1 of 2)
  carrier   Three UK, whose APNs are three.co.uk, 3internet
  times     detect 0.0 s, modeswitch 1.0 s, port-select 0.0 s, init 4.1 s, dial 0.5 s, ppp 0.1 s
`,
    });
  });

  it('says each cause in full, with the APN that was asked for and those of the carrier', async () => {
    expect(await told([standing.wrongApn])).toEqual({
      status: 18,
      out: `MF627 at 1-3
Not online: nobody answered at IPCP (3 requests).
  state     waiting until everything is tried again
  cause     apn-wrong (in init, 90 % sure)
  meaning   The APN "internet" is not one of Three UK.
  evidence    0.0 s  The modem said CONNECT 7200000 to *99***1#
              6.0 s  IPCP: no answer to 3 requests
  remedy    Use three.co.uk.
  cause     pdp-rejected (in ppp, 30 % sure)
  meaning   The network refused the data context.
  remedy    Ask the carrier.
  APN       internet (as you asked)
  user      guest (as you asked)
  password  set
  number    *99***1# (Dialtone's default)
  context   1 (Dialtone's default)
  carrier   Three UK, whose APNs are three.co.uk, 3internet
  times     detect 0.0 s, modeswitch 1.0 s, port-select 0.0 s, init 4.1 s, dial 0.5 s
`,
    });
  });

  it('says so where no APN is known', async () => {
    const { apn: _, ...plan } = standing.wrongApn.plan;
    expect((await told([{ ...standing.online, plan }])).out).toContain(
      '\n  APN       none known: what the modem has stored is used\n',
    );
  });

  it.each([
    ['plugged', 0, 'Nothing is wrong: standing by: nobody has asked it to go online.'],
    ['connecting', 0, 'Nothing is wrong: connecting, in dial.'],
    ['pinNeeded', 16, 'Not online: the SIM wanted a PIN.'],
    ['unknown', 13, 'Not online: no plugin knew the stick.'],
  ] as const)('of a stick that is %s gives %i', async (how, status, sentence) => {
    const answer = await told([standing[how]]);
    expect(answer.status).toBe(status);
    expect(answer.out.split('\n')[1]).toBe(sentence);
  });

  it('has the status of `up` where the exit names no layer, for our own mistake, and with no stick there', async () => {
    const gone = { ...standing.wrongApn, lastExit: { exit: 'usb.gone' }, stage: 'dial' } as const;
    expect((await told([gone])).status).toBe(17);
    const { lastExit: _, stage: __, ...nowhere } = standing.wrongApn;
    expect((await told([nowhere])).status).toBe(16);
    const [cause] = standing.wrongApn.causes;
    expect((await told([{ ...gone, causes: [{ ...cause, id: 'internal-error' }] }])).status).toBe(1);
    expect((await told([])).status).toBe(13);
  });

  it('tells all sticks, and the status is of the first that is not well', async () => {
    const { status, out } = await told([standing.online, standing.unknown]);
    expect(status).toBe(13);
    expect(out).toMatch(/^MF627 at 1-3\n[\s\S]*\nUnknown stick at 2-1\n/);
  });

  it.each(['1-3', 'mf627', 'MF627'])('tells the one that was asked for as %s', async (asked) => {
    const { status, out } = await told([standing.unknown, standing.online], asked);
    expect(status).toBe(0);
    expect(out).not.toContain('2-1');
  });

  it('names those that are there when asked for another', async () => {
    await expect(told([standing.online, standing.unknown], '9-9')).rejects.toThrow(
      'There is no stick "9-9": MF627 at 1-3, Unknown stick at 2-1.',
    );
    await expect(told([], '9-9')).rejects.toThrow('There is no stick "9-9": none is plugged in.');
  });

  it('gives one stick a line as JSON, with the same status', async () => {
    const { status, out } = await told([standing.online, standing.wrongApn], undefined, true);
    expect(status).toBe(18);
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([standing.online, standing.wrongApn]);
  });
});
