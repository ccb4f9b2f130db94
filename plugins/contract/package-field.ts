import * as v from 'valibot';

/**
 * The `dialtone` field of a plugin's package.json: where its contributions are, as paths inside the package. A package
 * without any contribution is no plugin.
 */
export const packageFieldSchema = v.pipe(
  v.strictObject({
    /** The module whose default export is the device plugin; or the plugin itself as JSON, which then has no quirks and runs no code. */
    devices: v.optional(
      v.pipe(v.string(), v.regex(/^\.\/.+\.(?:m?js|json)$/, 'a path such as "./dist/index.js" or "./devices.json"')),
    ),
    /** Carrier packs: read as data, never executed. */
    carriers: v.optional(
      v.pipe(
        v.array(v.pipe(v.string(), v.regex(/^\.\/.+\.json$/, 'a path such as "./carriers/x.json"'))),
        v.nonEmpty(),
      ),
    ),
  }),
  v.check(
    ({ devices, carriers }) => devices !== undefined || carriers !== undefined,
    'an object with devices or carriers',
  ),
);
export type PackageField = v.InferOutput<typeof packageFieldSchema>;
