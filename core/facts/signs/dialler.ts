/** What diallers (wvdial, comgt, GUIs) and modems say, where no fact of our own corridor says it. */
export const signsOfDialler = {
  'modem-silent': 'The modem did not answer',
  'modem-in-data-mode': 'PPP frames came where answers to AT commands were expected',
  'dial-refused': 'The dial command got an error',
  'no-carrier': 'The modem said NO CARRIER',
  'line-busy': 'The modem said BUSY',
  'no-answer': 'The modem said NO ANSWER',
  'no-dialtone': 'The modem said NO DIALTONE',
} as const satisfies Readonly<Record<string, string>>;
