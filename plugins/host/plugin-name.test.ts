import { expect, it } from 'vitest';
import { pluginName } from './plugin-name.js';

it.each([
  ['@dialtone/plugin-zte', 'zte'],
  ['@dialtone/plugin-three-uk', 'three-uk'],
  ['dialtone-plugin-acme', 'acme'],
  ['@somebody/dialtone-plugin-acme', 'acme'],
  ['@dialtone/plugins', undefined],
  ['@somebody/plugin-zte', undefined],
  ['dialtone-plugin-', undefined],
  ['eslint-plugin-zte', undefined],
])('%s is called %s', (packageName, name) => {
  expect(pluginName(packageName)).toBe(name);
});
