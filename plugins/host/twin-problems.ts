import type { DeviceDefinition, Problem, Twin, UsbId } from '../contract/index.js';

/** A twin that contradicts its own definition would make every simulation of it a lie. */
export const twinProblems = (device: DeviceDefinition, path: string): readonly Problem[] => {
  const { twin } = device;
  if (!twin) return [];
  return [
    ...idProblems(device, twin, path),
    ...switchProblems(device, twin, path),
    ...interfaceProblems(device, twin, path),
    ...replyProblems(twin, path),
  ];
};

const idProblems = ({ match }: DeviceDefinition, { modem, arrivesAs }: Twin, path: string): readonly Problem[] => {
  const known = (id: UsbId) => match.usb.some(({ vendor, product }) => vendor === id.vendor && product === id.product);
  return [
    ...(known(modem) ? [] : [{ path: `${path}.modem`, says: 'must be in match.usb' }]),
    ...(!arrivesAs || known(arrivesAs) ? [] : [{ path: `${path}.arrivesAs`, says: 'must be in match.usb' }]),
  ];
};

const switchProblems = ({ modeSwitch }: DeviceDefinition, twin: Twin, path: string): readonly Problem[] => {
  if (!twin.arrivesAs) return [];
  if (!twin.switchedBy) return [{ path: `${path}.switchedBy`, says: 'is missing, but there is arrivesAs' }];
  return modeSwitch?.method === twin.switchedBy
    ? []
    : [{ path: `${path}.switchedBy`, says: 'must be the method of modeSwitch' }];
};

/** A port that is opened must be there, and answer: `data` needs an interface that dials. */
const interfaceProblems = ({ ports }: DeviceDefinition, { interfaces }: Twin, path: string): readonly Problem[] =>
  Object.entries(ports).flatMap(([number, role]) => {
    if (role !== 'at' && role !== 'data') return [];
    const answers = interfaces.find((one) => one.number === Number(number) && one.kind === 'serial')?.answers;
    return answers === 'data' || (answers === 'at' && role === 'at')
      ? []
      : [{ path: `${path}.interfaces`, says: `must have a serial interface ${number} that answers as "${role}"` }];
  });

const replyProblems = ({ replies }: Twin, path: string): readonly Problem[] =>
  Object.keys(replies).flatMap((command) =>
    /^AT|[^\x20-\x7e]/.test(command) || unquoted(command) !== unquoted(command).toUpperCase()
      ? [
          {
            path: `${path}.replies`,
            says: `has ${JSON.stringify(command)}, which must be upper case and without its AT`,
          },
        ]
      : [],
  );

const unquoted = (command: string): string => command.replace(/"[^"]*"/g, '');
