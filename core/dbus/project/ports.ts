import type { PortRole } from '@dialtone/plugins';
import type { SessionState } from '../../facts/session-state.js';

type Told = Pick<SessionState, 'ports' | 'control' | 'link'>;

/** The port that is spoken to, as the kernel names it (`ttyUSB1`, `pts/3`): NetworkManager's name of the modem. */
export const primaryPort = ({ ports, control }: Told): string | undefined =>
  nameOf(ports.find((port) => port.interface === control)?.path);

/** Name and MMModemPortType of each; the network interface is one of them while the link is up. */
export const portsOf = ({ ports, link }: Told): readonly (readonly [name: string, type: number])[] => [
  ...ports.flatMap(({ path, role }) => {
    const name = nameOf(path);
    return name === undefined ? [] : [[name, types[role]] as const];
  }),
  ...(link?.interface === undefined ? [] : [[link.interface, network] as const]),
];

/** Of the ports: the card reader's is none of the modem's. */
export const driversOf = ({ ports }: Told): readonly string[] => [
  ...new Set(ports.flatMap(({ path, driver }) => (path === undefined ? [] : (driver ?? [])))),
];

const nameOf = (path: string | undefined): string | undefined => path?.replace(/^\/dev\//, '');

const network = 2;
const types: Readonly<Record<PortRole, number>> = { at: 3, data: 3, diag: 4, gps: 5, voice: 8, ignore: 9 };
