import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wellBehaved } from '../personality.js';
import { named, sampleCarrier, sampleDevice } from '../sample-world.test.helper.js';
import type { ModemInput, ModemOutput, ModemState } from './modem-state.js';
import { powerUp, stepModem } from './virtual-modem.js';

const poweredUp = (...misbehave: readonly string[]): ModemState => {
  const personality = named(...misbehave).reduce(
    (one, { apply }) => apply(one),
    wellBehaved(sampleDevice, sampleCarrier),
  );
  const [state] = powerUp(personality);
  return [1, 3].reduce((now, port) => stepModem(now, { kind: 'opened', port })[0], state);
};

const typing = (port: number, text: string): ModemInput => ({
  kind: 'bytes',
  port,
  bytes: Buffer.from(text, 'latin1'),
});
const ranOut = (timer: string): ModemInput => ({ kind: 'timer', timer });

/** One output as a line of a literal. */
const written = (output: ModemOutput): string => {
  if (output.kind === 'bytes') return `${output.port}: ${JSON.stringify(Buffer.from(output.bytes).toString('latin1'))}`;
  if (output.kind === 'start-timer') return `start ${output.timer} ${output.ms}`;
  return output.kind === 'stop-timer' ? `stop ${output.timer}` : output.kind === 'moment' ? output.moment : output.kind;
};

const play = (state: ModemState, inputs: readonly ModemInput[]): readonly [ModemState, readonly string[]] =>
  inputs.reduce<readonly [ModemState, readonly string[]]>(
    ([now, heard], input) => {
      const [next, outputs] = stepModem(now, input);
      return [next, [...heard, ...outputs.map(written)]];
    },
    [state, []],
  );

describe('the pure modem', () => {
  it('starts its noise, and nothing else, at power-up with the radio off', () => {
    const [, outputs] = powerUp(wellBehaved(sampleDevice, sampleCarrier));
    expect(outputs.map(written)).toEqual(['start noise:0 2000']);
  });

  it('echoes at once and answers when the time of a command has passed', () => {
    const [, heard] = play(poweredUp(), [typing(1, 'AT+CG'), typing(1, 'MM\r'), ranOut('port:1')]);
    expect(heard).toEqual([
      '1: "AT+CG"',
      '1: "MM\\r"',
      'command',
      'start port:1 20',
      '1: "\\r\\nSample\\r\\n\\r\\nOK\\r\\n"',
    ]);
  });

  it('does one command at a time on a port, and both ports at once', () => {
    const [, heard] = play(poweredUp(), [
      typing(1, 'ATE0\rAT+CFUN?\r'),
      typing(3, 'ATE0\r'),
      ranOut('port:1'),
      ranOut('port:3'),
      ranOut('port:1'),
    ]);
    expect(heard).toEqual([
      '1: "ATE0\\rAT+CFUN?\\r"',
      'command',
      'start port:1 20',
      '3: "ATE0\\r"',
      'command',
      'start port:3 20',
      '1: "\\r\\nOK\\r\\n"',
      'command',
      'start port:1 20',
      '3: "\\r\\nOK\\r\\n"',
      '1: "\\r\\n+CFUN: 4\\r\\n\\r\\nOK\\r\\n"',
    ]);
  });

  it('looks for the network when the radio goes on, and reports where it was asked to', () => {
    const [, heard] = play(poweredUp(), [
      typing(1, 'ATE0;+CREG=2;+CGREG=1\r'),
      ranOut('port:1'),
      typing(1, 'AT+CFUN=1\r'),
      ranOut('port:1'),
      ranOut('register'),
    ]);
    expect(heard.slice(4)).toEqual([
      'command',
      'start port:1 20',
      '1: "\\r\\nOK\\r\\n"',
      '1: "\\r\\n+CREG: 2\\r\\n"',
      '1: "\\r\\n+CGREG: 2\\r\\n"',
      'start register 4000',
      '1: "\\r\\n+CREG: 1,\\"00C3\\",\\"0001E240\\"\\r\\n"',
      '1: "\\r\\n+CGREG: 1\\r\\n"',
      '1: "\\r\\n+ZPASR: \\"HSDPA\\"\\r\\n"',
      '3: "\\r\\n+ZPASR: \\"HSDPA\\"\\r\\n"',
    ]);
  });

  it('forgets what was typed, and what ran, when the port is closed', () => {
    const [state, heard] = play(poweredUp(), [
      typing(1, 'AT+CGMM\rAT+C'),
      { kind: 'closed', port: 1 },
      ranOut('port:1'),
    ]);
    expect(heard.slice(1)).toEqual(['command', 'start port:1 20', 'stop port:1']);
    expect(state.ports[1]).toMatchObject({ open: false, typed: '', waiting: [], running: undefined });
  });

  it('says OK before it resets itself', () => {
    const [, heard] = play(poweredUp(), [typing(1, 'ATE0+CFUN=1,1\r'), ranOut('port:1')]);
    expect(heard.slice(3)).toEqual(['1: "\\r\\nOK\\r\\n"', 'reset']);
  });

  it('hangs when its noise goes on for too long, and not when it was silenced', () => {
    const noise = Array.from({ length: 40 }, () => ranOut('noise:0'));
    const [hung, heard] = play(poweredUp(), [...noise, typing(1, 'AT\r')]);
    expect([hung.hung, heard.at(-1)]).toEqual([true, 'start noise:0 2000']);
    const [quiet] = play(poweredUp(), [typing(1, 'AT+CPMS?\r'), ranOut('port:1'), ...noise]);
    expect(quiet.hung).toBe(false);
  });

  it('never throws and keeps bounded, whatever bytes come', () => {
    const noisy = fc.array(fc.tuple(fc.constantFrom(0, 1, 3, 9), fc.uint8Array({ maxLength: 200 })), { maxLength: 30 });
    fc.assert(
      fc.property(noisy, (chunks) => {
        const inputs = chunks.flatMap(([port, bytes]): ModemInput[] => [
          { kind: 'bytes', port, bytes },
          ranOut(`port:${port}`),
        ]);
        const [state] = play(poweredUp(), inputs);
        for (const port of Object.values(state.ports))
          expect(port.typed.length + port.waiting.length).toBeLessThan(1100);
      }),
    );
  });
});
