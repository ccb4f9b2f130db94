import { bearerPath, modemPath, root, simPath } from '../face-state.js';
import { bearerTable } from '../tables/bearer.js';
import { modemTable } from '../tables/modem.js';
import { modem3gppTable } from '../tables/modem3gpp.js';
import { ownModem, ownRoot } from '../tables/own.js';
import { rootTable, servedVersion } from '../tables/root.js';
import { signalTable } from '../tables/signal.js';
import { simTable } from '../tables/sim.js';
import { simpleTable } from '../tables/simple.js';
import type { ObjectTree, ObjectView } from '../tree/object-tree.js';
import { projectBearer } from './project-bearer.js';
import { projectModem } from './project-modem.js';
import { projectModem3gpp } from './project-modem3gpp.js';
import { projectOwn } from './project-own.js';
import { projectSignal } from './project-signal.js';
import { hasSim, projectSim } from './project-sim.js';
import type { PropertiesOf } from './properties-of.js';
import type { ShownModem } from './shown-modem.js';

export { isModem } from './is-modem.js';
export { modemState } from './modem-state.js';
export type { ShownModem };

/**
 * Everything that the bus sees of these modems, as a pure value. What is wanted beyond its level (PIN, password) is not looked at. One that is
 * inhibited is nobody's modem. `version` is Dialtone's own.
 */
export const projectTree = (modems: readonly ShownModem[], version: string): ObjectTree => {
  const shown = modems.filter(({ face }) => !face.inhibited);
  return {
    objects: Object.assign({ [root]: rootView(version) }, ...shown.map(objectsOf)),
    root,
    listed: shown.map(({ face }) => modemPath(face.index)),
  };
};

const rootView = (version: string): ObjectView => ({
  [rootTable.name]: { Version: servedVersion } satisfies PropertiesOf<typeof rootTable>,
  [ownRoot.name]: { Version: version } satisfies PropertiesOf<typeof ownRoot>,
});

const objectsOf = (modem: ShownModem): ObjectTree['objects'] => {
  const { view, face } = modem;
  return {
    [modemPath(face.index)]: modemView(modem),
    ...(hasSim(view.session) ? { [simPath(face.simIndex)]: { [simTable.name]: projectSim(view) } } : {}),
    ...Object.fromEntries(
      face.bearers.map((bearer) => [
        bearerPath(bearer.index),
        { [bearerTable.name]: projectBearer(bearer, view.session) },
      ]),
    ),
  };
};

/** Simple is there from the first moment: without it NetworkManager would not even ask for the PIN of a locked SIM. */
const modemView = (modem: ShownModem): ObjectView => ({
  [modemTable.name]: projectModem(modem),
  [simpleTable.name]: {},
  [modem3gppTable.name]: projectModem3gpp(modem.view),
  [signalTable.name]: projectSignal(modem.view.session, modem.face),
  [ownModem.name]: projectOwn(modem.view),
});
