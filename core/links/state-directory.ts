import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Of the process: what decides where things are kept. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly root: boolean;
  readonly home: string;
}

/**
 * Where Dialtone keeps what it has learnt: $DIALTONE_STATE_DIR, else systemd's $STATE_DIRECTORY, else /var/lib/dialtone as root, else
 * $XDG_STATE_HOME/dialtone, else ~/.local/state/dialtone. What is learnt of `virtual` SIMs is kept apart: a demo must not teach the
 * real ones.
 */
export const stateDirectory = (
  sticks: 'real' | 'virtual',
  surroundings: Surroundings = { environment: process.env, root: process.geteuid?.() === 0, home: homedir() },
): string => join(baseDirectory(surroundings), sticks === 'virtual' ? 'virtual' : '.');

const baseDirectory = ({ environment, root, home }: Surroundings): string =>
  environment.DIALTONE_STATE_DIR ||
  // systemd gives a list when a unit has several.
  environment.STATE_DIRECTORY?.split(':')[0] ||
  (root ? '/var/lib/dialtone' : join(stateHome(environment.XDG_STATE_HOME, home), 'dialtone'));

/** The XDG specification wants relative values ignored. */
const stateHome = (configured: string | undefined, home: string): string =>
  configured !== undefined && isAbsolute(configured) ? configured : join(home, '.local', 'state');
