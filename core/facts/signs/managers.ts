/** What NetworkManager and ModemManager say, and what mmcli and nmcli show. */
export const signsOfManagers = {
  'no-modem-listed': 'No modem was listed',
  'sim-missing': 'There is no SIM',
  'sim-pin': 'The SIM waits for its PIN',
  'sim-puk': 'The SIM waits for its PUK',
  'sim-locked-to-network': 'The modem is locked to another network',
  'pin-refused': 'The PIN was refused',
  'radio-off': 'The radio is off',
  'no-signal': 'There is no signal',
  searching: 'The modem is looking for a network',
  'registration-denied': 'The network refused the SIM',
  connected: 'The connection was up',
} as const satisfies Readonly<Record<string, string>>;
