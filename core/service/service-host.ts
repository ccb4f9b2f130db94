import type { Check } from '../links/check.js';

/** What stands at a path. */
export type Standing =
  | { readonly kind: 'nothing' }
  /** `mode`: the permissions alone. */
  | { readonly kind: 'file'; readonly text: string; readonly mode: number }
  | { readonly kind: 'link'; readonly to: string };

/** The machine that the service is installed on. Paths are absolute. */
export interface ServiceHost {
  readonly isRoot: boolean;
  /** Throws for whatever is neither a file nor a link. */
  readonly look: (path: string) => Standing;
  /** Puts it there, in the place of what stood there, and makes the folders above it. Throws what node:fs throws. */
  readonly place: (path: string, standing: Standing) => void;
  readonly isFolder: (path: string) => boolean;
  /** The names in a folder; none if there is no such folder. */
  readonly list: (folder: string) => readonly string[];
  /** If it is there, and empty. */
  readonly removeFolder: (path: string) => void;
  /** Runs a program to its end, without a shell. Never rejects. */
  readonly run: (command: Command) => Promise<Check>;
  /** The first of the path and the folders above it that somebody beside root may write. */
  readonly writableByOthers: (path: string) => string | undefined;
}
export type Command = readonly [program: string, ...words: string[]];
