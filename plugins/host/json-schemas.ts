import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { carrierSchema, contractVersion, devicePluginSchema, packageFieldSchema } from '../contract/index.js';

/**
 * The contract as JSON Schema, by file name, for editors and for people who write no TypeScript. Only the generator and its test
 * call this: the host checks with the contract's own schemas, and the converter is no dependency of the published package.
 */
export const jsonSchemas = (): Readonly<Record<string, JsonSchema>> => ({
  [`carrier-${contractVersion}.schema.json`]: described(
    'A carrier pack of Dialtone: pure data, never executed.',
    toJsonSchema(carrierSchema),
  ),
  [`device-${contractVersion}.schema.json`]: described(
    'What a device plugin of Dialtone exports, as far as JSON can say it: quirks are functions and so are absent here.',
    withoutQuirks(
      toJsonSchema(devicePluginSchema, { overrideSchema: ({ valibotSchema }) => functionAsNever(valibotSchema) }),
    ),
  ),
  [`package-${contractVersion}.schema.json`]: described(
    'The "dialtone" field of a plugin\'s package.json. It has devices, carriers or both.',
    { ...toJsonSchema(packageFieldSchema, { ignoreActions: ['check'] }), minProperties: 1 },
  ),
});

const described = (description: string, schema: JsonSchema): JsonSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  description,
  ...schema,
});

const functionAsNever = ({ type }: { readonly type: string }): JsonSchema | undefined =>
  type === 'custom' ? { not: {} } : undefined;

const withoutQuirks = (value: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(value, (key, part) => (key === 'quirks' ? undefined : part)));
