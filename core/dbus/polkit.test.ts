import { describe, expect, it } from 'vitest';
import { polkit } from './polkit.js';
import type { OutgoingCall } from './wire/bus.js';
import { busError, variant } from './wire/values.js';

const asking = (answer: () => unknown, user: () => number = () => 1000) => {
  const calls: OutgoingCall[] = [];
  const authorize = polkit({
    userOf: async () => user(),
    call: async (call) => {
      calls.push(call);
      return [answer()];
    },
  });
  return { calls, asked: () => authorize('Device.Control', ':1.7') };
};
const fails = (): never => {
  throw busError('NoReply', 'no answer in time');
};
const refusal = (text: string) => ({
  errorName: 'org.freedesktop.ModemManager1.Error.Core.Unauthorized',
  message: `PolicyKit authorization failed: ${text}`,
});

describe('polkit', () => {
  it('is not asked about root', async () => {
    const { asked, calls } = asking(fails, () => 0);
    await asked();
    expect(calls).toEqual([]);
  });

  it("is asked by ModemManager's action, for each call anew", async () => {
    const { asked, calls } = asking(() => [true, false, {}]);
    await asked();
    await asked();
    expect(calls).toHaveLength(2);
    expect(calls[0]).toMatchObject({
      member: 'CheckAuthorization',
      signature: '(sa{sv})sa{ss}us',
      body: [
        ['system-bus-name', { name: variant('s', ':1.7') }],
        'org.freedesktop.ModemManager1.Device.Control',
        {},
        1,
        '',
      ],
      limitMs: 120_000,
    });
  });

  it.each([
    ['says no', () => [false, false, {}]],
    ['wants to be asked with somebody there', () => [false, true, {}]],
    ['says nothing that makes sense', () => 'yes'],
  ])('refuses when it %s', async (_, answer) => {
    await expect(asking(answer).asked()).rejects.toMatchObject(
      refusal("not authorized for 'org.freedesktop.ModemManager1.Device.Control'"),
    );
  });

  it('refuses when there is none, and who has left', async () => {
    await expect(asking(fails).asked()).rejects.toMatchObject(refusal('no answer in time'));
    await expect(asking(() => [true, false, {}], fails).asked()).rejects.toMatchObject(
      refusal('the caller has left the bus'),
    );
  });
});
