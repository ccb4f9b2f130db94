/** The six stages of the corridor, in the order in which they are walked. */
export const stages = ['detect', 'modeswitch', 'port-select', 'init', 'dial', 'ppp'] as const;
export type StageName = (typeof stages)[number];

/** Where a fault can sit: a stage, or `ip` (the link is up, but nothing goes through it). */
export const layers = [...stages, 'ip'] as const;
export type Layer = (typeof layers)[number];

/** Process exit status of each layer in which a walk can end. 0 is online, 1 unexpected, 2 usage. */
export const exitStatus: Readonly<Record<Layer, number>> = {
  detect: 13,
  modeswitch: 14,
  'port-select': 15,
  init: 16,
  dial: 17,
  ppp: 18,
  ip: 19,
};

/**
 * Every way a walk can end, as `where.what-went-wrong`. A new code needs a rule in core/diagnosis that
 * turns it into a cause: a test holds the two lists equal.
 */
export const exitCodes = [
  'usb.gone',
  'usb.reset-refused',
  'detect.no-device',
  'detect.unknown-device',
  'detect.ambiguous-device',
  'modeswitch.no-recipe',
  'modeswitch.no-tool',
  'modeswitch.refused',
  'modeswitch.not-returned',
  'modeswitch.unchanged',
  'port-select.no-driver',
  'port-select.no-tty',
  'port-select.no-roles',
  'port-select.busy',
  'port-select.not-permitted',
  'init.no-reply',
  'init.rejected',
  'init.sim-missing',
  'init.sim-busy',
  'init.pin-required',
  'init.pin-wrong',
  'init.pin-unsafe',
  'init.puk-required',
  'init.network-locked',
  'init.radio-off',
  'init.no-signal',
  'init.not-registered',
  'init.registration-denied',
  'init.roaming-refused',
  'init.context-refused',
  'dial.port-silent',
  'dial.no-carrier',
  'dial.busy',
  'dial.no-answer',
  'dial.error',
  'dial.no-reply',
  'ppp.engine-failed',
  'ppp.lcp-silent',
  'ppp.auth-refused',
  'ppp.ipcp-silent',
  'ppp.ipcp-no-address',
  'ppp.ipcp-rejected',
  'ppp.context-refused',
  'ppp.peer-terminated',
  'ppp.echo-lost',
  'ppp.hung-up',
  'ppp.loopback',
  'ip.no-traffic',
  'ip.no-names',
  'bug.unexpected',
] as const;
export type ExitCode = (typeof exitCodes)[number];

/** What recovery may do: a closed set. Each names the door from which the corridor is walked again. */
export const recoveryActions = [
  'redial',
  'next-profile',
  're-register',
  'radio-cycle',
  'modem-reset',
  'usb-reset',
  'give-up',
] as const;
export type RecoveryActionName = (typeof recoveryActions)[number];

/** Cause ids, by the layer in which the fault sits. Ids are never renamed; more may be added under a layer. */
export const causes = {
  detect: [
    'no-usb-modem',
    'usb-disconnect-loop',
    'driver-not-bound',
    'unsupported-device',
    'unknown-device',
    'ambiguous-device',
  ],
  modeswitch: ['not-mode-switched'],
  'port-select': ['port-missing', 'wrong-port', 'port-busy', 'port-permission'],
  init: [
    'modem-not-responding',
    'modem-stuck-online',
    'at-command-rejected',
    'sim-missing',
    'sim-busy',
    'sim-pin-required',
    'sim-pin-wrong',
    'sim-puk-required',
    'sim-network-locked',
    'radio-off',
    'no-signal',
    'not-registered',
    'registration-denied',
    'roaming-not-allowed',
    'apn-missing',
    'apn-wrong',
  ],
  dial: ['dial-config-incomplete', 'wrong-dial-string', 'no-carrier', 'chat-timeout'],
  ppp: [
    'pppd-not-permitted',
    'pppd-bad-option',
    'ppp-kernel-missing',
    'lcp-no-response',
    'serial-loopback',
    'peer-auth-required',
    'auth-failed',
    'pdp-rejected',
    'ipcp-no-address',
    'ipcp-option-conflict',
    'lcp-echo-timeout',
    'peer-terminated',
    'idle-timeout',
    'modem-hangup',
    'internal-error',
  ],
  ip: ['no-default-route', 'no-dns', 'no-traffic', 'healthy'],
} as const satisfies Record<Layer, readonly string[]>;
export type CauseId = (typeof causes)[Layer][number];
export const causeIds: readonly CauseId[] = Object.values(causes).flat();

/** The layer in which a cause sits. */
export const layerOf = (cause: CauseId): Layer =>
  layers.find((layer) => (causes[layer] as readonly string[]).includes(cause)) ?? 'ppp';

/** What a USB interface of a modem is for. `data` also answers AT; `ignore` is never opened. */
export const portRoles = ['at', 'data', 'diag', 'gps', 'voice', 'ignore'] as const;
export type PortRole = (typeof portRoles)[number];

/** Where a value of the plan may come from, weakest first. */
export const origins = ['default', 'source', 'device', 'carrier', 'remembered', 'config', 'request'] as const;
export type Origin = (typeof origins)[number];

/** How PPP credentials may be asked for; `none` means that the peer asks for nothing. */
export const authMethods = ['none', 'pap', 'chap'] as const;
export type AuthMethod = (typeof authMethods)[number];

/**
 * The facts that rules may speak of: what the corridor, or a log read by the doctor, can say happened.
 * core/facts gives each its payload.
 */
export const factNames = [
  'dialtone.started',
  'dialtone.waiting',
  'simulation.started',
  'simulation.plugged',
  'simulation.left',
  'simulation.served',
  'simulation.attached',
  'plugin.loaded',
  'plugin.unloaded',
  'plugin.refused',
  'usb.plugged',
  'usb.left',
  'usb.returned',
  'stage.entered',
  'stage.passed',
  'step.passed',
  'device.recognised',
  'device.refined',
  'modeswitch.awaited',
  'modeswitch.sent',
  'modeswitch.tool-ended',
  'driver.bound',
  'driver.released',
  'ports.selected',
  'port.opened',
  'port.handed-over',
  'port.closed',
  'at.sent',
  'at.replied',
  'at.unsolicited',
  'modem.identified',
  'sim.state',
  'sim.retries',
  'sim.unlocked',
  'sim.read',
  'standby.reached',
  'radio.mode',
  'signal.measured',
  'registration.changed',
  'operator.named',
  'carrier.chosen',
  'carrier.unknown',
  'plan.resolved',
  'context.defined',
  'context.refused',
  'context.kept',
  'context.listed',
  'context.active',
  'modem.cause',
  'dial.connected',
  'ppp.started',
  'pppd.said',
  'pppd.exited',
  'ppp.lcp-opened',
  'ppp.auth-started',
  'ppp.auth-succeeded',
  'ppp.auth-refused',
  'ppp.ipcp-sent',
  'ppp.ipcp-offered',
  'ppp.protocol-rejected',
  'ppp.terminate-received',
  'ppp.silence-suspected',
  'ppp.up',
  'ppp.ended',
  'link.attached',
  'link.probed',
  'route.set',
  'route.not-set',
  'route.removed',
  'dns.set',
  'dns.not-set',
  'dns.removed',
  'online',
  'walk.started',
  'walk.ended',
  'recovery.chosen',
  'recovery.exhausted',
  'profile.offered',
  'profile.not-offered',
  'bus.joined',
  'bus.lost',
  'memory.used',
  'memory.kept',
  'memory.failed',
  'leftover.removed',
  'wanted.changed',
  'verdict',
  'run.started',
  'sign.seen',
  'config.read',
  'config.flaw',
  'usb.described',
  'carrier.suspected',
  'call.summed',
] as const;
export type FactName = (typeof factNames)[number];
