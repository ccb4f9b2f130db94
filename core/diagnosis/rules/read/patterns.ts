import type { FactPattern } from '@dialtone/plugins';
import type { CallSummary } from '../../../facts/call-summary.js';
import type { Sign } from '../../../facts/signs/index.js';

/** A call of these files went so; each value is one, or any of several. */
export const call = (
  how: {
    readonly [Step in WordStep]?: CallSummary[Step] | readonly CallSummary[Step][];
  },
): FactPattern => ({
  fact: 'call.summed',
  where: Object.fromEntries(Object.entries(how).map(([step, value]) => [step, { oneOf: [value].flat() }])),
});
type WordStep = Exclude<keyof CallSummary, 'heldSeconds'>;

/** Somebody said one of these. */
export const seen = (...signs: readonly Sign[]): FactPattern => ({
  fact: 'sign.seen',
  where: { sign: { oneOf: [...signs] } },
});

export const exited = (...statuses: readonly number[]): FactPattern => ({
  fact: 'pppd.exited',
  where: { status: { oneOf: [...statuses] } },
});
