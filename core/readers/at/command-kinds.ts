/** A PIN is given to the SIM. */
export const isPinGiven = /\+CPIN2?\s*=\s*["'\u201c\u201d\u2018\u2019\w]/i;
/** The modem is told to be on a network, or asked which. */
export const networkLockAsked = /\+CLCK\s*=\s*"?(?:PN|PU|PP|PC|PS|PF)"?\s*,\s*2/i;
/** What every modem takes that is in order. */
export const isBasic = /^AT(?:Z\d?|&F\d?|(?:[EQV]\d?\s?){1,4})?$/i;
/** Only looks: that it is refused keeps nobody from dialling. */
export const isQuestion =
  /(?:\?|=\?)\s*$|^AT(?:I\d?|\+?C?GM[IMR]|\+CSQ|\+CIMI|\+CGSN|\+GSN|\+CCID|\+CEER|\^SYSINFO|\^ICCID\??|\+GCAP|\+CNUM|\$GPS.*)$/i;
