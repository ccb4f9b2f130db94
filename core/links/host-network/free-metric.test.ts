import { describe, expect, it } from 'vitest';
import { freeMetric } from './free-metric.js';

const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
const line = (device: string, destination: string, flags: string, metric: number, mask = '00000000') =>
  `${device}\t${destination}\t0101A8C0\t${flags}\t0\t0\t${metric}\t${mask}\t0\t0\t0`.padEnd(127);
const table = (...lines: readonly string[]): string => [head, ...lines, ''].join('\n');

const lan = line('eth0', '0001A8C0', '0001', 0, '00FFFFFF');
const wire = line('eth0', '00000000', '0003', 100);

describe('the metric of one more default route', () => {
  it.each<[string, string, number]>([
    ['is 0 without any route', '', 0],
    ['is 0 where only neighbours can be reached', table(lan), 0],
    ['is 700 behind a wire', table(wire, lan), 700],
    ['is 700 behind one with metric 0', table(line('dialtone0', '00000000', '0001', 0)), 700],
    ['is the next where that is taken', table(wire, line('dialtone0', '00000000', '0001', 700)), 701],
    [
      'is 700 again where the first of two links has left',
      table(wire, line('dialtone1', '00000000', '0001', 701)),
      700,
    ],
    ['is 0 beside a route that only says unreachable', table(line('*', '00000000', '0201', 1024)), 0],
    ['is not that of a route that says unreachable', table(wire, line('*', '00000000', '0201', 700)), 701],
    ['is 0 beside one that is down', table(line('eth0', '00000000', '0002', 100)), 0],
    ['is 0 beside half of the world', table(line('tun0', '00000000', '0001', 0, '00000080')), 0],
    ['is 0 beside a route to elsewhere without a mask', table(line('tun0', '00000001', '0001', 0)), 0],
  ])('%s', (_, routes, metric) => {
    expect(freeMetric(routes)).toBe(metric);
  });
});
