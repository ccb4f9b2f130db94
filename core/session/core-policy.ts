import type { RecoveryRule } from '@dialtone/plugins';

/**
 * What helps with any stick on any network. What is not here ends the walk: a wrong PIN, a missing SIM or an unknown stick are not
 * cured by trying again. Counts are since a link last held (limits.steady).
 */
export const corePolicy: readonly RecoveryRule[] = [
  { on: 'modeswitch.refused', action: 'usb-reset', upTo: 1 },
  { on: 'port-select.no-tty', action: 'usb-reset', upTo: 1 },
  { on: 'port-select.busy', action: 'redial', upTo: 3, waitSeconds: 2 },
  { on: 'init.no-reply', action: 'redial', upTo: 1 },
  { on: 'init.sim-busy', action: 'radio-cycle', upTo: 1 },
  { on: 'init.radio-off', action: 'radio-cycle', upTo: 1 },
  { on: 'init.not-registered', action: 'radio-cycle', upTo: 1 },
  { on: 'init.no-signal', action: 'radio-cycle', upTo: 1 },
  { on: 'init.context-refused', action: 'next-profile', upTo: 10 },
  { on: 'dial.port-silent', action: 'usb-reset', upTo: 1 },
  { on: 'dial.no-carrier', action: 'redial', upTo: 2, waitSeconds: 2 },
  { on: 'dial.busy', action: 'redial', upTo: 3, waitSeconds: 5 },
  { on: 'dial.no-answer', action: 'redial', upTo: 2, waitSeconds: 2 },
  { on: 'dial.error', action: 'redial', upTo: 1, waitSeconds: 1 },
  { on: 'dial.no-reply', action: 'modem-reset', upTo: 1 },
  { on: 'ppp.lcp-silent', action: 'redial', upTo: 1, waitSeconds: 1 },
  { on: 'ppp.auth-refused', action: 'next-profile', upTo: 10 },
  { on: 'ppp.ipcp-silent', action: 'next-profile', upTo: 10 },
  { on: 'ppp.ipcp-no-address', action: 'next-profile', upTo: 10 },
  { on: 'ppp.ipcp-rejected', action: 'redial', upTo: 1 },
  { on: 'ppp.context-refused', action: 'next-profile', upTo: 10 },
  { on: 'ppp.context-refused', action: 'redial', upTo: 1, waitSeconds: 2 },
  { on: 'ppp.peer-terminated', action: 'redial', upTo: 5, waitSeconds: 1 },
  { on: 'ppp.echo-lost', action: 'redial', upTo: 5 },
  { on: 'ppp.hung-up', action: 'redial', upTo: 5, waitSeconds: 1 },
  { on: 'ip.no-traffic', action: 'redial', upTo: 1 },
  { on: 'ip.no-names', action: 'redial', upTo: 1 },
];
