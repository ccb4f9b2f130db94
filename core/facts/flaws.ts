/** What can be wrong with a line of configuration, and how that is said in the past tense. */
export const flaws = {
  // A line as it is written.
  'typographic-quotes': 'The quotes were typographic, not plain ones',
  'unbalanced-quotes': 'A quote was opened and not closed',
  'nested-quotes': 'Quotes of the same kind stood inside one another',
  'html-mangled': 'A web page had changed characters of the line',
  'letter-for-digit': 'A letter stood where a digit belongs',
  'line-malformed': 'The line was no setting',
  'key-misspelt': 'The key was misspelt',
  'section-malformed': "The section's name was misspelt",
  'section-missing': 'A section was called for that is not there',
  // What is needed to dial.
  'key-missing': 'A setting that is needed was not there',
  'key-empty': 'A setting that is needed was empty',
  'key-commented-out': 'A setting that is needed was commented out',
  'connect-missing': 'Nothing told pppd how to dial',
  'abort-unquoted': 'A text of two words stood without quotes, so the second was waited for',
  'connect-not-awaited': 'The script did not wait for CONNECT after it dialled',
  'command-awaited': 'The script waited for a command where it should have sent it',
  'speed-odd': 'No serial port has this speed',
  'device-not-serial': 'The device was no serial port',
  'ports-differ': 'Two files named different ports',
  // AT commands and the APN.
  'unquoted-apn': 'The APN stood without quotes',
  'command-misspelt': 'The AT command was misspelt',
  'at-missing': 'The command did not begin with AT',
  'caret-unescaped': 'chat took the caret for a control character',
  'apn-odd': 'No APN looks like this',
  'no-apn': 'No APN was configured',
  'apn-line-lost': 'A later line with the same key took the place of the one with the APN',
  'reset-after-apn': 'The modem was reset after the APN was set',
  // The number.
  'number-without-hash': 'The number lacked the # at its end',
  'number-odd': 'No modem knows this number',
  'number-with-command': 'The number held the dial command again',
  'dial-in-init': 'The number was dialled by an Init line, before the dialler was ready for that',
  'prefix-before-number': 'Digits were put before the number',
  'number-for-voice': 'The number ended in a semicolon, which makes it a voice call',
  'context-misplaced': "The data context's number stood in the wrong place of the number",
  'context-not-defined': 'The number dialled another data context than the one that was defined',
  'cdma-number-with-apn': 'A CDMA number was dialled on a GSM network',
  // pppd.
  'option-unknown': 'pppd has no such option',
  'option-without-value': 'The option lacked its value',
  'connect-unquoted': 'The connect command stood without quotes',
  'auth-demanded': 'The other end was told to prove who it is',
  'noauth-missing': 'Nothing excused the other end from proving who it is',
  'calls-itself': 'The file called itself',
  'default-route-missing': 'Nothing asked for a default route over the link',
  'peer-dns-missing': 'Nothing asked for the name servers of the network',
  'secret-missing': 'There was no secret for the user name',
  // Oddities that break nothing.
  'init-repeated': 'The same command was sent twice (wvdial sends ATZ by itself where there is no Init1)',
  'port-for-all-calls':
    "pppd's options named a port for all calls, as the samples of vendors do, and what the dialler names counts",
} as const satisfies Readonly<Record<string, string>>;
export type Flaw = keyof typeof flaws;
