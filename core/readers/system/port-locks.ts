import type { LinePattern } from '../reader.js';
import { signBy } from '../sign.js';

const tool = '(cu|tip|minicom|picocom|kermit|screen|gammu|gnokii|mgetty|uucico|lockdev|sakis3g|umtsmon)';
const lockFile = '(\\S{0,60}LCK\\.\\.\\w{1,20})';

/** What programs say that find a port locked: UUCP's lock files and those of the kernel, by cu, minicom, picocom, gammu, kermit and others. */
export const locks: readonly LinePattern[] = [
  // A lock that this user may not make is a matter of rights, not of who has the port.
  [
    /^(cu|tip|minicom|picocom): (?:open|creat|mkdir|link)?.{0,20}\((\/[\w./-]{1,80})\): permission denied/i,
    ([, by = 'cu', path]) => signBy(by)('port-not-permitted', path),
  ],
  [
    new RegExp(
      `^(?:${tool}: )?(?:found )?(?:stale )?lock(?:[ -]?file)? ${lockFile},? (?:is )?(?:held|owned|created|made) by (?:process |pid )?(\\d{1,7})?`,
      'i',
    ),
    ([, by = 'cu', path = '', pid]) =>
      signBy(by)('port-locked', pid === undefined ? path : `${path}, by process ${pid}`),
  ],
  [
    new RegExp(`^${tool}: (?:open )?\\(?(/dev/[\\w./-]{1,60})\\)?: (?:line in use|device or resource busy)`, 'i'),
    ([, by = 'cu', path]) => signBy(by)('port-busy', path),
  ],
  [
    new RegExp(`^${tool}: (?:all (?:matching )?(?:ports|devices|lines) (?:are )?(?:busy|in use)|line in use)`, 'i'),
    ([said, by = 'cu']) => signBy(by)('port-busy', said),
  ],
  [
    new RegExp(
      `^(?:${tool}: |FATAL: )?(?:cannot|can't|could not|couldn't|failed to|unable to) lock (?:port |device )?(/dev/[\\w./-]{1,60}?)?:? ?(?:resource temporarily|file exists|device or resource|already locked|locked by|$)`,
      'i',
    ),
    ([, by = 'picocom', path = '']) => signBy(by)('port-locked', path),
  ],
  [
    /^(?:error opening device,? it|(?:the )?(?:serial )?port) (?:is|was) (?:already )?locked(?: by (?:pid |process )?(\d{1,7}))?/i,
    ([, pid]) => signBy('a terminal program')('port-locked', pid === undefined ? '' : `by process ${pid}`),
  ],
  [
    /^\??(?:sorry, )?(?:access to lock denied|device is in use by another)|^Locking .{0,60}failed: .{0,40}locked/i,
    ([said]) => signBy('kermit')('port-locked', said),
  ],
];
