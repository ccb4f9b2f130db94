/** What can be wrong with a line of configuration, and how that is said in the past tense. */
export const flaws = {
  'unquoted-apn': 'The APN stood without quotes',
} as const satisfies Readonly<Record<string, string>>;
export type Flaw = keyof typeof flaws;
