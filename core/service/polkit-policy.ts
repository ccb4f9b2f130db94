import { busName } from './service-names.js';

/** The actions under the ids that ModemManager's package brings, for a machine without it: rules that name them hold for either of us. */
export const polkitPolicy = (): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE policyconfig PUBLIC "-//freedesktop//DTD PolicyKit Policy Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/PolicyKit/1.0/policyconfig.dtd">
<policyconfig>
  <vendor>Dialtone</vendor>
${actions.map(action).join('\n')}
</policyconfig>
`;

interface Action {
  readonly id: string;
  readonly description: string;
  /** Said to whoever is asked for a password. */
  readonly message: string;
  /** For whoever sits at the machine. */
  readonly active: 'yes' | 'auth_admin';
}

const actions: readonly Action[] = [
  {
    id: 'Control',
    description: 'Decide how modems are looked for and what is logged',
    message: 'An administrator has to agree that the service for modems is changed.',
    active: 'auth_admin',
  },
  {
    id: 'Device.Control',
    description: 'Unlock, connect and set up a modem',
    message: 'An administrator has to agree that this modem is used.',
    active: 'yes',
  },
];

const action = ({ id, description, message, active }: Action): string =>
  `  <action id="${busName}.${id}">
    <description>${description}</description>
    <message>${message}</message>
    <defaults>
      <allow_any>no</allow_any>
      <allow_inactive>no</allow_inactive>
      <allow_active>${active}</allow_active>
    </defaults>
  </action>`;
