/** A modem for telephone lines (56k, fax) or ISDN, by its id or its name: it has AT commands, and nothing of a mobile network. */
export const isTelephoneModem = (vendor: string, product: string, name = ''): boolean =>
  (telephoneModems[vendor]?.split(' ').includes(product) ?? false) || (named.test(name) && !cellular.test(name));

/** As the USB list has them: Conexant's and whoever builds with them, U.S. Robotics, Zoom, MultiTech, Apple, Olitec, Lucent, Lenovo, ZyXEL, AVM. */
const telephoneModems: Readonly<Record<string, string>> = {
  '0572': '1232 1234 1252 1253 1300 1301 1321 1324 1328 1329 1340 1349',
  '0baf': '00ec 0303',
  '0803': '1300 3095',
  '06e0': 'f101 f103 f104 f107 f120',
  '05ac': '1401',
  '08e3': '0301',
  '047e': '2892 bad1',
  '17ef': '7000',
  '0ace': '1602 1608 1611',
  '0586': '0102 1000',
  '057c': '0b00 0c00 0d00 1000 1900',
};
const named =
  /\b(?:56k|v\.?9[02]\b|fax ?modem|data ?fax|softk56|soft ?modem|hsfmodem|voice ?modem|dial-?up modem|analog(?:ue)? modem|isdn)\b|conexant.{0,30}modem|robotics.{0,30}(?:modem|faxmodem)/i;
const cellular = /\b(?:gsm|gprs|edge|umts|hsdpa|hspa|lte|3g|4g|cdma|evdo|wwan|mobile)\b/i;
