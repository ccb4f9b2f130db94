import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { jsonSchemas } from './json-schemas.js';

const directory = new URL('../schema/', import.meta.url);
const committed = () =>
  Object.fromEntries(
    readdirSync(directory).map((name) => [name, JSON.parse(readFileSync(new URL(name, directory), 'utf8'))]),
  );

it('the committed schemas are what the contract gives (npm run generate)', () => {
  expect(committed()).toEqual(JSON.parse(JSON.stringify(jsonSchemas())));
});

it('a device schema for JSON has no quirks, since those are functions', () => {
  const device = jsonSchemas()['device-1.schema.json'];
  expect(JSON.stringify(device?.properties)).toContain('modeSwitch');
  expect(JSON.stringify(device?.properties)).not.toContain('quirks');
});
