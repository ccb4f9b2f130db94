import { expect, it } from 'vitest';
import { pickPlugins } from './pick-plugins.js';

const all = [{ name: 'three-uk' }, { name: 'zte' }];

it('splits what is installed by the names that were disabled', () => {
  expect(pickPlugins(all, ['zte', 'zte'])).toEqual({
    kind: 'picked',
    enabled: [{ name: 'three-uk' }],
    disabled: [{ name: 'zte' }],
  });
});

it('lists the names that exist when one is unknown', () => {
  expect(pickPlugins(all, ['zte', 'huawei', 'x'])).toEqual({
    kind: 'unknown',
    because: 'There is no plugin "huawei" or "x". Installed: three-uk, zte.',
  });
  expect(pickPlugins([], ['zte'])).toEqual({
    kind: 'unknown',
    because: 'There is no plugin "zte": none is installed.',
  });
});
