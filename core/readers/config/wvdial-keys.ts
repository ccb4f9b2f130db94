/** What wvdial knows, as its manual spells it; it does not mind capitals. */
export const wvdialKeys: readonly string[] = [
  'Modem',
  'Modem Name',
  'Modem Type',
  'Baud',
  'Inherits',
  'Init',
  ...Array.from({ length: 9 }, (_, index) => `Init${index + 1}`),
  'Phone',
  'Phone1',
  'Phone2',
  'Phone3',
  'Phone4',
  'Area Code',
  'Dial Prefix',
  'Dial Command',
  'Dial Attempts',
  'Dial Timeout',
  'Dial Message 1',
  'Dial Message 2',
  'Username',
  'Login',
  'Login Prompt',
  'Password',
  'Ask Password',
  'Password Prompt',
  'PPPD Path',
  'PPPD Option',
  'Force Address',
  'Remote Name',
  'Carrier Check',
  'Stupid Mode',
  'New PPPD',
  'Default Reply',
  'Auto Reconnect',
  'Auto DNS',
  'Check DNS',
  'Check Def Route',
  'DNS Test1',
  'DNS Test2',
  'Idle Seconds',
  'ISDN',
  'Provider',
  'Compuserve',
  'Tonline',
  'Abort on Busy',
  'Abort on No Dialtone',
  'SetVolume',
  'Set Volume',
  'FlowControl',
  'Flow Control',
  'Product',
  'Country',
  'Homepage',
  'Minimize',
  'Dock',
  'Busy Message',
  'Hangup Command',
];

/** The key as the manual spells it. */
export const wvdialKey = (key: string): string | undefined =>
  byLower.get(key.trim().replace(/\s+/g, ' ').toLowerCase());

const byLower = new Map(wvdialKeys.map((key) => [key.toLowerCase(), key]));

/** What people call an APN where they take it for a setting of wvdial's, which has none: only an Init line can set it. */
export const isApnKey = (key: string): boolean =>
  /^(?:(?:gprs|gsm|3g|4g|umts|lte|modem|set|default|internet|ip)[ _-]?)?(?:apn|access ?point(?: ?name)?)(?:[ _-]?name)?\d?$/i.test(
    key.trim(),
  );

/** Without these wvdial does not dial at all; a modem has a default. */
export const neededKeys = ['Phone', 'Username', 'Password'] as const;
