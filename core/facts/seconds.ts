/** Milliseconds as a person reads them: seconds with one digit behind the point, e.g. `6.1 s`. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
