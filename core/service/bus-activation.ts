import { aliasUnit, busName } from './service-names.js';

/**
 * Has systemd start whoever the alias leads to when somebody asks for the name. In /usr/local it goes before the one that comes with ModemManager,
 * which may be installed or removed at any time. Without systemd nobody is started.
 */
export const busActivation = `[D-BUS Service]
Name=${busName}
Exec=/bin/false
User=root
SystemdService=${aliasUnit}
`;
