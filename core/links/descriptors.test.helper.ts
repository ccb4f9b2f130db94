import { readdirSync, readlinkSync } from 'node:fs';

/** What this process has open: each descriptor's number, and what it is as /proc says it, e.g. `/dev/ptmx` or `socket:[4711]`. */
export const descriptors = (): readonly { readonly fd: string; readonly target: string }[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [{ fd, target: readlinkSync(`/proc/self/fd/${fd}`) }];
    } catch {
      // The one with which the folder itself was listed.
      return [];
    }
  });
