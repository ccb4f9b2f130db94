/** What the kernel, udev and tools of the system say of USB, ttys and routes. */
export const signsOfSystem = {
  'port-missing': 'The device node does not exist',
  'port-busy': 'Somebody else has the port',
  'port-locked': 'There is a lock on the port',
  'port-not-permitted': 'The user may not open the port',
  'enumeration-failed': 'The kernel could not talk to the device on USB',
  'switch-failed': 'The switch out of CD-ROM mode failed',
  'no-default-route': 'There is no default route over the link',
  'no-name-servers': 'There are no name servers',
} as const satisfies Readonly<Record<string, string>>;
