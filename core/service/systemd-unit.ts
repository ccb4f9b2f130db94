import { aliasUnit, busName } from './service-names.js';

/** Absolute paths of what the service runs: this very installation. */
export interface Installation {
  readonly node: string;
  readonly program: string;
}

/** The unit, as text. It counts as started when it has its name on the bus, with all modems shown. */
export const systemdUnit = ({ node, program }: Installation): string =>
  `[Unit]
Description=Dialtone, mobile broadband in the place of ModemManager
After=dbus.socket polkit.service
Before=NetworkManager.service

[Service]
Type=dbus
BusName=${busName}
ExecStart=:${quoted(node)} ${quoted(program)} daemon
Restart=always
RestartSec=2
# Dialtone ends its pppd by itself, hangs up and closes the ports, in this order. What is left then is killed.
KillMode=mixed
TimeoutStopSec=20
StateDirectory=dialtone
StateDirectoryMode=0700
${hardening.join('\n')}

[Install]
WantedBy=multi-user.target
Alias=${aliasUnit}
`;

/** A colon before the first word keeps systemd from replacing `$`; `%` is replaced wherever it stands. */
const quoted = (path: string): string => `"${path.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`;

/**
 * As much as sticks, pppd and V8 allow. Left out on purpose: MemoryDenyWriteExecute (V8 compiles at run time), ProtectKernelTunables (ids for
 * drivers and USB resets are written to /sys), PrivateDevices and what implies a list of devices, as ProtectClock does (ttys, /dev/ppp),
 * ProtectKernelModules (`modprobe option`), ProtectProc (whoever holds a port is named).
 */
const hardening = [
  '# Interfaces and pppd; probes bound to a link; modprobe; who holds a port.',
  'CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_SYS_MODULE CAP_SYS_PTRACE CAP_DAC_READ_SEARCH',
  'NoNewPrivileges=yes',
  '# pppd would leave the name servers in /etc/ppp; now it says that it cannot, and goes on.',
  'ProtectSystem=full',
  'ProtectHome=read-only',
  'PrivateTmp=yes',
  'ProtectControlGroups=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'LockPersonality=yes',
  'SystemCallArchitectures=native',
  'SystemCallFilter=~@clock @cpu-emulation @debug @mount @obsolete @raw-io @reboot @swap',
  'SystemCallErrorNumber=EPERM',
];
