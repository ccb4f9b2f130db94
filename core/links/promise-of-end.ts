/** The end of a run of PPP, for whoever has to wait for it: `resolve` says that it is over, or what still has to be waited for. */
export const promiseOfEnd = (): {
  readonly promise: Promise<void>;
  readonly resolve: (after?: Promise<void>) => void;
} => {
  let resolve: (after?: Promise<void>) => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = (after) => settle(after);
  });
  // The session awaits it and sees what went wrong; a run that nobody awaits must not bring the process down.
  promise.catch(() => undefined);
  return { promise, resolve };
};
