const hidden = '<hidden>';

/**
 * A command line as it may be told: PINs, credentials, card data and long numbers replaced by `<hidden>`. What follows the first
 * secret on a line is hidden with it, since a stray quote would make any finer cut a guess.
 */
export const redactCommand = (line: string): string => redactText(line);

/** Information lines as they may be told. `command` is the line that was sent: +CIMI and its like are answered in bare digits. */
export const redactLines = (command: string, lines: readonly string[]): readonly string[] =>
  lines.map(privateAnswer.test(command) ? () => hidden : redactText);

/**
 * Any text that may quote a modem or a log: an unsolicited line, an error, a line read by the doctor. IMSI, IMEI, ICCID, phone numbers
 * (ten digits or more), card data, PINs and credentials do not survive it.
 */
export const redactText = (text: string): string =>
  hideLongNumbers(hideParameters(text.replace(privateLine, (_, before: string) => `${before}${hidden}`)));

/** Commands whose answer is private as a whole: who the subscriber is, which stick it is, what stands on the card. */
const privateNames =
  'CIMI|CGSN|GSN|CNUM|CCID|QCCID|ICCID|ZGETICCID|CRSM|CSIM|CGLA|CPBR|CPBF|CMGR|CMGL|CMT|CDS|CBM|CLIP|CLCC|CUSD|EGMR|SN|ZSN';
const privateAnswer = new RegExp(`[+^*%$#]\\s*(?:${privateNames})(?![A-Z0-9])`, 'i');
const privateLine = new RegExp(`(^|[\\r\\n])[^\\S\\r\\n]*[+^*%$#]?(?:${privateNames})\\s*:[^\\r\\n]*`, 'gi');

/**
 * Commands that carry a secret, and how many parameters in front of it are harmless. From 3GPP TS 27.007; the vendors' commands
 * for credentials are Qualcomm's $QCPDPP, Icera's %IPDPCFG, Option's _OPDPP, Huawei's ^AUTHDATA and ^NDISDUP, Cinterion's ^SGAUTH,
 * Ericsson's *EIAAUW, u-blox's +UAUTHREQ, Quectel's +QICSGP; ^CARDLOCK and +ZNCK take an unlock code.
 */
const harmlessParameters: Readonly<Record<string, number>> = {
  CPIN: 0,
  CPIN2: 0,
  CLCK: 2,
  CPWD: 1,
  CGAUTH: 2,
  QCPDPP: 2,
  IPDPCFG: 1,
  OPDPP: 2,
  AUTHDATA: 2,
  NDISDUP: 2,
  SGAUTH: 2,
  EIAAUW: 2,
  UAUTHREQ: 2,
  QICSGP: 2,
  CSTT: 0,
  CARDLOCK: 0,
  ZNCK: 0,
  CMGS: 0,
  CMGW: 0,
  CPBW: 1,
  CSIM: 1,
  CGLA: 2,
  EGMR: 2,
  CRSM: 5,
};
const secretParameters = new RegExp(`[+^*%$_#]\\s*(${Object.keys(harmlessParameters).join('|')})\\s*([=:])`, 'gi');

/** What follows the first secret on a line is hidden with it. No recursion: a hostile line may hold any number of them. */
const hideParameters = (text: string): string => {
  let shown = '';
  let from = 0;
  for (const found of text.matchAll(secretParameters)) {
    const [head, name = '', sign = ''] = found;
    const at = found.index + head.length;
    if (found.index < from || isHarmless(name, sign, text.slice(at, at + 8))) continue;
    const rest = /[^\r\n]*/y;
    rest.lastIndex = at;
    const [parameters = ''] = rest.exec(text) ?? [];
    shown += text.slice(from, at) + hideAfter(name.toUpperCase(), parameters);
    from = at + parameters.length;
  }
  return shown + text.slice(from);
};

/** `+CPIN=?` asks what could be said, `+CPIN: SIM PIN` and `+CLCK: 1` say a state. */
const isHarmless = (name: string, sign: string, rest: string): boolean =>
  sign === ':' ? /^(CPIN2?|CLCK|CMGS|CMGW)$/i.test(name) : /^\s*\?/.test(rest);

const hideAfter = (name: string, rest: string): string => {
  const parameters = rest.split(',');
  const shape = name === 'CRSM' ? /^\s*\d{0,5}\s*$/ : /^\s*(\d{0,3}|"[A-Z]{2}")\s*$/;
  const secret = parameters.findIndex((it, index) => index >= (harmlessParameters[name] ?? 0) || !shape.test(it));
  return secret < 0 ? rest : [...parameters.slice(0, secret), hidden].join(',');
};

/** Hexadecimal first: an ICCID as it stands on the card has swapped digits and may end in F. */
const hideLongNumbers = (text: string): string =>
  text.replace(/[0-9A-Fa-f]{16,}/g, hidden).replace(/\+?\d(?:["']*\d){9,}/g, hidden);
