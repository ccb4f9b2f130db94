import type { DeviceDefinition, Problem } from '../contract/index.js';
import { initProblems } from './init-problems.js';
import { repeated } from './repeated.js';
import { ruleProblems } from './rule-problems.js';
import { twinProblems } from './twin-problems.js';

/** What no schema can say about a device definition. `path` is where it stands in its module. */
export const deviceProblems = (device: DeviceDefinition, path: string): readonly Problem[] => [
  ...portProblems(device, path),
  ...switchProblems(device, path),
  ...quirkProblems(device, path),
  ...initProblems(device.init, `${path}.init`),
  ...ruleProblems(device.diagnoses, `${path}.diagnoses`),
  ...twinProblems(device, `${path}.twin`),
];

/** Without a port that answers AT the walk could only end in port-select. */
const portProblems = ({ ports }: DeviceDefinition, path: string): readonly Problem[] =>
  Object.values(ports).some((role) => role === 'at' || role === 'data')
    ? []
    : [{ path: `${path}.ports`, says: 'must give one interface the role "at" or "data"' }];

/** A stick that came back with an id of which the definition knows nothing could not be recognised any more. */
const switchProblems = ({ modeSwitch, match }: DeviceDefinition, path: string): readonly Problem[] =>
  (modeSwitch?.becomes ?? []).flatMap((product, at) =>
    match.usb.some((usb) => usb.product === product)
      ? []
      : [{ path: `${path}.modeSwitch.becomes[${at}]`, says: `is ${product}, which is not in match.usb` }],
  );

const quirkProblems = ({ quirks = [] }: DeviceDefinition, path: string): readonly Problem[] =>
  repeated(quirks.map(({ id }) => id)).map((at) => ({ path: `${path}.quirks[${at}].id`, says: 'is used twice' }));
