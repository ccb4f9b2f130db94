/** Does the same work for each key one at a time; who asks while another wish for it is waiting to begin is served by that one. `work` may not reject. */
export const atMostOneWaiting = (work: (key: string) => Promise<void>): ((key: string) => Promise<void>) => {
  const waiting = new Map<string, Promise<void>>();
  const last = new Map<string, Promise<void>>();
  return (key) => {
    const queued = waiting.get(key);
    if (queued) return queued;
    const mine = (last.get(key) ?? Promise.resolve()).then(() => {
      waiting.delete(key);
      return work(key);
    });
    waiting.set(key, mine);
    last.set(key, mine);
    return mine;
  };
};
