import type { ExitCode, Layer } from '@dialtone/plugins';
import { layers } from '@dialtone/plugins';

/** How a walk ends: the one way out of the corridor, thrown in streams and never shown to a user as it is. */
export class Exit extends Error {
  override readonly name = 'Exit';
  constructor(
    readonly code: ExitCode,
    /** A few words of evidence, already redacted. */
    readonly detail?: string,
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
  }
}

/** Anything else that is thrown is a bug of ours: said loudly, never swallowed. */
export const toExit = (error: unknown): Exit =>
  error instanceof Exit
    ? error
    : new Exit('bug.unexpected', error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** The layer an exit code speaks of, for codes that name one; `usb.*` and `bug.*` end where the walk stood. */
export const layerOfExit = (code: ExitCode): Layer | undefined => {
  const [where] = code.split('.');
  return layers.find((layer) => layer === where);
};
