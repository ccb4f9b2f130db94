/** What a configuration is as a whole. */
export const signsOfConfig = {
  'config-complete': 'The configuration had all that it needs',
} as const satisfies Readonly<Record<string, string>>;
