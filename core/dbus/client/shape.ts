/** Whether a value, as JSON gave it, is what its reader takes it for. */
export type Shape = (value: unknown) => boolean;

export const text: Shape = (value) => typeof value === 'string';
export const number: Shape = (value) => typeof value === 'number';
export const flag: Shape = (value) => typeof value === 'boolean';
export const oneOf =
  (words: readonly string[]): Shape =>
  (value) =>
    words.some((word) => word === value);
export const maybe =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);
export const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);
/** Other fields than these are nobody's business. */
export const objectWith =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([name, shape]) => shape(value[name]));
export const valuesOf =
  (shape: Shape): Shape =>
  (value) =>
    isObject(value) && Object.values(value).every(shape);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON that came from elsewhere; undefined where it is none, or something else than was expected. */
export const parsed = (json: unknown, shape: Shape): unknown => {
  try {
    const value: unknown = typeof json === 'string' ? JSON.parse(json) : undefined;
    return shape(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
