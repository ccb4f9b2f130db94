import { aliasUnit, busName, ourUnit, theirUnit } from './service-names.js';

/** Where units are that an administrator made, and links that turn units on. */
export const unitFolder = '/etc/systemd/system';

/** Where things are put. */
export const places = {
  unit: `${unitFolder}/${ourUnit}`,
  wanted: `${unitFolder}/multi-user.target.wants/${ourUnit}`,
  alias: `${unitFolder}/${aliasUnit}`,
  /** A link to /dev/null here is what systemd calls masked. */
  mask: `${unitFolder}/${theirUnit}`,
  policy: '/etc/dbus-1/system.d/dialtone.conf',
  activation: `/usr/local/share/dbus-1/system-services/${busName}.service`,
  /** The one folder that polkit of every age reads. */
  polkit: '/usr/share/polkit-1/actions/dialtone.policy',
  /** What was found. The service's own folder, so it is there whoever installs. */
  record: '/var/lib/dialtone/service.json',
} as const;

/** What ModemManager's package brings. */
export const theirPolkit = `/usr/share/polkit-1/actions/${busName}.policy`;
