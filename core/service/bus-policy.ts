import type { InterfaceTable } from '../dbus/tables/table.js';
import { busName } from './service-names.js';

/**
 * Who may own the name, and which methods whoever is not root may call, as XML for the bus. Each allowed one is listed, all others are denied; polkit
 * decides behind it. ModemManager's own file may be there as well, before this one or after it: it denies all that it does not list, and
 * our interfaces with it, so what is allowed stands in the context that comes last.
 */
export const busPolicy = (tables: readonly InterfaceTable[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <policy context="default">
    <deny send_destination="${busName}" send_type="method_call"/>
  </policy>
  <policy user="root">
    <allow own="${busName}"/>
    <allow send_destination="${busName}"/>
  </policy>
  <policy context="mandatory">
${[...standard.map((name) => allow(name)), ...tables.flatMap(methodsOf)].join('\n')}
  </policy>
</busconfig>
`;

const standard = ['Peer', 'Introspectable', 'Properties', 'ObjectManager'].map(
  (name) => `org.freedesktop.DBus.${name}`,
);

const methodsOf = ({ name, methods }: InterfaceTable): readonly string[] =>
  Object.keys(methods)
    .filter((member) => !forRoot.has(`${name}.${member}`))
    .map((member) => allow(name, member));

/** As ModemManager has it: they take modems away from everybody, or tell of devices that are not there. */
const forRoot: ReadonlySet<string> = new Set([`${busName}.InhibitDevice`, `${busName}.ReportKernelEvent`]);

const allow = (name: string, member?: string): string =>
  `    <allow send_destination="${busName}" send_interface="${name}"${member === undefined ? '' : ` send_member="${member}"`}/>`;
