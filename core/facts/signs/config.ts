/** What a configuration as a whole lacks or holds. */
export const signsOfConfig = {
  'number-missing': 'No number to dial is configured',
} as const satisfies Readonly<Record<string, string>>;
