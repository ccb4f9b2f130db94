import { asyncScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { Lifetime } from './lifetime.js';

describe('Lifetime', () => {
  it('gives back in the opposite order, one at a time', async () => {
    const order: string[] = [];
    const life = new Lifetime(asyncScheduler, 20);
    life.defer(() => order.push('port'));
    life.defer(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('link');
    });
    await life.close();
    expect(order).toEqual(['link', 'port']);
  });

  it('goes on when one closer throws', async () => {
    const order: string[] = [];
    const life = new Lifetime(asyncScheduler, 20);
    life.defer(() => order.push('first'));
    life.defer(() => {
      throw new Error('broken');
    });
    await life.close();
    expect(order).toEqual(['first']);
  });

  it('closes what is deferred while it closes, once, and can be used again', async () => {
    const order: string[] = [];
    const life = new Lifetime(asyncScheduler, 20);
    life.defer(() => life.defer(() => order.push('late')));
    await Promise.all([life.close(), life.close()]);
    life.defer(() => order.push('again'));
    await life.close();
    expect(order).toEqual(['late', 'again']);
  });

  it('leaves behind what hangs, begins to close the rest, and can be used again', async () => {
    const order: string[] = [];
    const life = new Lifetime(asyncScheduler, 20);
    life.defer(() => order.push('port'));
    life.defer(() => new Promise(() => undefined));
    await life.close();
    expect(order).toEqual(['port']);
    life.defer(() => order.push('again'));
    await life.close();
    expect(order).toEqual(['port', 'again']);
  });
});
