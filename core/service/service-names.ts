/** The name on the bus that NetworkManager, mmcli and the applets know. */
export const busName = 'org.freedesktop.ModemManager1';

export const ourUnit = 'dialtone.service';
export const theirUnit = 'ModemManager.service';

/** What bus activation starts, by the activation file of either of us: whoever this link leads to. */
export const aliasUnit = `dbus-${busName}.service`;
