import type { HeldModem } from './commands/held-modem.js';
import { hasFailed } from './commands/want.js';
import { modemPath } from './face-state.js';
import { projectTree } from './project/project-tree.js';
import { modemTable } from './tables/modem.js';
import type { ObjectServer } from './tree/object-server.js';

/** Shows the modems as they are. */
export interface Publisher {
  /** Something may have changed: shown at the end of this moment, once for all that changes in it. */
  readonly changed: () => void;
  /** What has changed is shown now. */
  readonly flush: () => void;
  /** Modems that are not shown yet are held back, until they are let in. */
  readonly holdBack: (on: boolean) => void;
  readonly close: () => void;
}

export const publisher = (
  server: () => ObjectServer,
  modems: () => readonly HeldModem[],
  version: string,
): Publisher => {
  /** Modem number → the state that was shown last. */
  let states: ReadonlyMap<number, number> = new Map();
  let heldBack = false;
  let due = false;
  let closed = false;
  const flush = () => {
    if (!due || closed) return;
    due = false;
    const shown = modems().filter(({ face }) => !face().inhibited && (!heldBack || states.has(face().index)));
    server().show(projectTree(shown.map(asShown), version));
    const before = states;
    states = new Map(shown.map((modem) => [modem.face().index, modem.state()]));
    for (const modem of shown) tellState(modem, before, states, server());
  };
  return {
    flush,
    changed: () => {
      if (due) return;
      due = true;
      queueMicrotask(flush);
    },
    holdBack: (on) => {
      heldBack = on;
    },
    close: () => {
      closed = true;
    },
  };
};

const asShown = ({ behind, face }: HeldModem) => ({ behind, view: behind.view(), face: face() });

/** Behind the properties: NetworkManager reads them when it hears of it. */
const tellState = (
  modem: HeldModem,
  before: ReadonlyMap<number, number>,
  now: ReadonlyMap<number, number>,
  server: ObjectServer,
): void => {
  const { index } = modem.face();
  const [old, next] = [before.get(index), now.get(index)];
  const reason = reasonOf(modem, old, next);
  modem.memory.failed = false;
  if (old === undefined || next === undefined || old === next) return;
  server.emit(modemPath(index), modemTable.name, 'StateChanged', [old, next, reason]);
};

const reasonOf = ({ memory, behind }: HeldModem, old = 0, next = 0): number => {
  if (memory.failed) return reasons.failure;
  if (memory.asked > 0) return reasons.userRequested;
  return next < old && hasFailed(behind.view().session) ? reasons.failure : reasons.unknown;
};

/** MMModemStateChangeReason. */
const reasons = { unknown: 0, userRequested: 1, failure: 3 } as const;
