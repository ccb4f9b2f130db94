import { filter, firstValueFrom, lastValueFrom, ReplaySubject, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Fact, FactOf } from '../facts/fact.js';
import {
  askServer,
  devicesRequest,
  enumerate,
  importStick,
  interfaceAt,
  storageAt,
} from '../sim/usbip/usb-host.test.helper.js';
import type { VhciKernel } from '../sim/usbip/vhci.js';
import { socketPair } from '../sim/usbip/vhci.js';
import { startSimulation } from './start-simulation.js';

const asked = { device: 'mf627', carrier: 'three-uk', misbehave: [], usbip: true } as const;

const started = async (findKernel: () => VhciKernel | undefined) => {
  const running = await startSimulation(asked, findKernel);
  const facts$ = new ReplaySubject<Fact>();
  running.facts$.subscribe(facts$);
  const first = <N extends Fact['fact']>(name: N, which: (fact: FactOf<N>) => boolean = () => true) =>
    firstValueFrom(facts$.pipe(filter((fact): fact is FactOf<N> => fact.fact === name && which(fact as FactOf<N>))));
  return { running, first, all: () => lastValueFrom(facts$.pipe(toArray())) };
};

describe('a simulation on USB', () => {
  it('is offered over USB/IP, stays a CD-ROM, and is gone at its end', async () => {
    const { running, first, all } = await started(() => undefined);
    const { tcpPort, busid, address } = await first('simulation.served');
    expect([busid, address]).toEqual(['1-3', '127.0.0.1']);
    expect(await first('simulation.plugged')).toMatchObject({ vendor: '19d2', product: '2000', ports: [] });
    const host = await importStick(tcpPort, busid);
    expect((await enumerate(host)).id).toBe('19d2:2000');
    running.stop();
    await host.gone;
    expect((await all()).map(({ fact }) => fact)).toEqual([
      'dialtone.started',
      'simulation.served',
      'simulation.plugged',
    ]);
    await expect(askServer(tcpPort, devicesRequest)).rejects.toThrow('ECONNREFUSED');
  });

  it('names its ports as USB interfaces once its host has switched it', async () => {
    const { running, first, all } = await started(() => undefined);
    const { tcpPort } = await first('simulation.served');
    const host = await importStick(tcpPort, '1-3');
    await storageAt(host, interfaceAt(await enumerate(host), 0)).ask([0x1b, 0, 0, 0, 2, 0], 0);
    await first('simulation.left');
    await host.gone;
    expect((await first('simulation.plugged', ({ product }) => product === '0031')).ports).toEqual([
      { interface: 0, path: '1-3:1.0', role: 'diag' },
      { interface: 1, path: '1-3:1.1', role: 'at' },
      { interface: 3, path: '1-3:1.3', role: 'data' },
    ]);
    running.stop();
    await all();
  });

  it('is plugged into this kernel, where there is one to take it', async () => {
    const lines: string[] = [];
    const kernel: VhciKernel = {
      status: () => ['hub port sta\nhs  0002 004 000 00000000 000000 0-0\n'],
      attach: (line) => void lines.push(line.replace(/ \d+ /, ' FD ')),
      pair: socketPair,
      mark: async () => () => undefined,
    };
    const { running, first } = await started(() => kernel);
    expect(await first('simulation.attached')).toMatchObject({ controller: 0, port: 2 });
    expect(lines).toEqual(['2 FD 65539 3']);
    running.stop();
  });
});
