import { describe, expect, it } from 'vitest';
import { reportCallCause } from './call-cause.js';
import type { Ready } from './knowledge.js';
import { bench, type FakeAnswers, outcome } from './stage-tools.test.helper.js';

const contexts = { lines: ['+CGDCONT: 1,"IP","three.co.uk","",0,0'] };
const asked = async (answers: FakeAnswers, dataPort = 3) => {
  const at = bench(answers);
  const known = {
    control: at.control,
    controlPort: { port: 1, path: '' },
    dataPort: { port: dataPort, path: '' },
    plan: { cid: { value: 1 } },
  };
  const so = outcome(reportCallCause(known as unknown as Ready, at.tools));
  await at.clock.run({ until: () => so.value !== undefined || so.exit !== undefined, limitMs: 60_000 });
  return { ...so, asked: at.asked, ms: at.clock.now() };
};

describe('why a call goes wrong', () => {
  it.each([
    ['33', true],
    ['+CEER: "Unknown APN"', true],
    ['+CEER: Requested service option not subscribed', true],
    ['+CEER: "Not subscribed"', true],
    ['+CEER: 16, normal call clearing', false],
    ['+CEER: "No information available"', false],
  ])('%s: decisive %s', async (text, decisive) => {
    const so = await asked({ 'AT+CGDCONT?': contexts, 'AT+CGACT?': { ends: 'error' }, 'AT+CEER': { lines: [text] } });
    expect(so.value).toEqual({ defined: true, decisive });
  });

  it('is not said by a modem that is silent: that ends nothing, and holds nothing up', async () => {
    const so = await asked({ 'AT+CGDCONT?': { ends: 'timeout' } });
    expect(so).toMatchObject({ value: { defined: undefined, decisive: false }, asked: ['AT+CGDCONT?'] });
    expect(so.ms).toBeLessThanOrEqual(1000);
  });

  it('is known as far as it was said, when the modem falls silent on the way', async () => {
    const so = await asked({ 'AT+CGDCONT?': { lines: [] }, 'AT+CGACT?': { ends: 'timeout' } });
    expect(so.value).toEqual({ defined: false, decisive: false });
  });

  it('cannot be asked on the only port', async () => {
    expect((await asked({}, 1)).asked).toEqual([]);
  });
});
