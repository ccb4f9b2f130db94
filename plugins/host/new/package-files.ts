import { pluginKeyword } from '../discover-plugins.js';
import { packageName } from '../plugin-name.js';

/** Path inside the package → content. */
export type PackageFiles = Readonly<Record<string, string>>;

/** What both kinds of packages have: that they are a plugin, where their data is, how they are tried. */
export interface Package {
  /** Short name, e.g. `acme`. */
  readonly name: string;
  readonly description: string;
  /** The field `dialtone` of the package.json. */
  readonly contributes: { readonly devices: string } | { readonly carriers: readonly string[] };
  readonly data: PackageFiles;
  /** DEVICE@CARRIER to try it with. */
  readonly stick: string;
}

export const packageFiles = ({ name, description, contributes, data, stick }: Package): PackageFiles => ({
  'package.json': asJson({
    name: packageName(name),
    version: '0.1.0',
    description,
    license: 'MIT',
    type: 'module',
    keywords: [pluginKeyword],
    dialtone: contributes,
    files: Object.keys(data),
    scripts: { test: 'dialtone plugin test .' },
    peerDependencies: { '@dialtone/plugins': '*' },
  }),
  ...data,
  'README.md': `# ${packageName(name)}

${description}. It is data and brings no code.

\`\`\`sh
dialtone plugin add ${packageName(name)}
dialtone up --simulate ${stick} --once   # with no hardware
\`\`\`

Where each fact comes from stands beside it, in the field \`source\`.
`,
});

export const asJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** For editors; there once the contract was installed beside the package. */
export const schemaAt = (schema: 'carrier-1' | 'device-1'): string =>
  `./node_modules/@dialtone/plugins/schema/${schema}.schema.json`;
