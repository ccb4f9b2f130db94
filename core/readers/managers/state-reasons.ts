/** The names of NetworkManager's reasons by their numbers, which its older versions print: those that speak of modems, and who asked. */
export const reasonName = (reason: string): string => {
  if (/^\d{1,3}$/.test(reason)) return names[reason] ?? reason;
  const name = reason.toLowerCase();
  // A terminal cuts what does not fit into its width.
  return (name.length >= leastOfName && Object.values(names).find((known) => known.startsWith(name))) || name;
};
const leastOfName = 8;

const names: Readonly<Record<string, string>> = {
  0: 'none',
  1: 'unknown',
  2: 'now-managed',
  3: 'now-unmanaged',
  4: 'config-failed',
  5: 'ip-config-unavailable',
  6: 'ip-config-expired',
  7: 'no-secrets',
  12: 'ppp-start-failed',
  13: 'ppp-disconnect',
  14: 'ppp-failed',
  15: 'dhcp-start-failed',
  16: 'dhcp-error',
  17: 'dhcp-failed',
  23: 'modem-busy',
  24: 'modem-no-dial-tone',
  25: 'modem-no-carrier',
  26: 'modem-dial-timeout',
  27: 'modem-dial-failed',
  28: 'modem-init-failed',
  29: 'gsm-apn-failed',
  30: 'gsm-registration-not-searching',
  31: 'gsm-registration-denied',
  32: 'gsm-registration-timeout',
  33: 'gsm-registration-failed',
  34: 'gsm-pin-check-failed',
  35: 'firmware-missing',
  36: 'removed',
  37: 'sleeping',
  38: 'connection-removed',
  39: 'user-requested',
  40: 'carrier-changed',
  43: 'modem-not-found',
  44: 'bluetooth-failed',
  45: 'gsm-sim-not-inserted',
  46: 'gsm-sim-pin-required',
  47: 'gsm-sim-puk-required',
  48: 'gsm-sim-wrong',
  52: 'modem-manager-unavailable',
  57: 'modem-failed',
  58: 'modem-available',
  59: 'sim-pin-incorrect',
  60: 'new-activation',
  73: 'unmanaged-sleeping',
  79: 'modem-no-operator-code',
};

/** Of NetworkManager's device states, 0.7 and 0.8 had others than those after. */
export const stateName = (state: string): string => {
  const number = /^\d{1,3}$/.test(state) ? Number(state) : undefined;
  if (number === undefined) return state.toLowerCase();
  return (number < 10 ? oldStates[number] : newStates[number / 10]) ?? state;
};

const newStates = [
  'unknown',
  'unmanaged',
  'unavailable',
  'disconnected',
  'prepare',
  'config',
  'need-auth',
  'ip-config',
  'ip-check',
  'secondaries',
  'activated',
  'deactivating',
  'failed',
];
const oldStates = [
  'unknown',
  'unmanaged',
  'unavailable',
  'disconnected',
  'prepare',
  'config',
  'need-auth',
  'ip-config',
  'activated',
  'failed',
];

/** Nothing failed: somebody wanted it so. */
export const isWanted = (reason: string): boolean =>
  /^(?:user-requested|connection-removed|sleeping|unmanaged-.*|now-unmanaged|now-managed|new-activation|none|networking-off|modem-available)$/.test(
    reason,
  );
