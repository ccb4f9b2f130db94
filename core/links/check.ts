/** Whether something can be had on this machine, and in plain words why not. */
export type Check = { readonly ok: true } | { readonly ok: false; readonly because: string };

/** The name of the errno of what Node or libc threw, e.g. `EPERM`; the message of anything else. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
};
