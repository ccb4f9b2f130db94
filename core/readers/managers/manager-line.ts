/** What a manager said, without its own level, time, source line and function. */
export interface Said {
  readonly text: string;
  /** Whether it began with a level as these managers print it: then it is one of theirs, whatever it says. */
  readonly levelled: boolean;
}

export const saidBy = (said: string): Said => {
  // OpenWrt's logread names ModemManager by its number alone.
  const line = said.replace(/^(?:daemon\.\w{1,10} )?\[\d{1,7}\]: /, '');
  const level = /^(?:\*\* ?)?(?:\(\w+:\d+\): )?<(?:info|warn|warning|error|err|debug|dbg|trace|wrn|inf|msg)> */i.exec(
    line,
  );
  const rest = (level ? line.slice(level[0].length) : line)
    .replace(/^\[?\d{9,11}\.\d{1,6}\]? */, '')
    .replace(/^\[[\w./-]{1,60}:\d{1,5}\] *(?:[\w:]{1,60}\(\): *)?/, '')
    .replace(/^\w{1,60}\(\): /, '')
    .trimEnd()
    .replace(/[_.]{1,40}$/, '')
    .trim();
  return { text: rest, levelled: level !== null };
};

/** Names of devices that can be a modem's: NetworkManager tells of WLAN and Ethernet in the same words. */
export const isModemName = (name: string): boolean =>
  /^(?:tty|cdc-?wdm|wwan|ppp|rfcomm|hso|umts|mbim|qmi|wwp|qcqmi)/i.test(name);
