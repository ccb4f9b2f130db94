/** @typedef {import('@dialtone/plugins').TwinReply} TwinReply */

/** @type {TwinReply} */
const ok = {};
/** @type {TwinReply} */
const refused = { error: 'ERROR' };
/** @type {(...lines: string[]) => TwinReply} */
const says = (...lines) => ({ lines });

// A test number: its first eight digits belong to nobody.
const imei = '001017001730012';
const revision = '11.126.15.00.445';
const capabilities = '+GCAP: +CGSM,+DS,+ES';
const card = ['Manufacturer: huawei', 'Model: E173', `Revision: ${revision}`, `IMEI: ${imei}`, capabilities];
const syscfg = '2,0,3FFFFFFF,1,2';

/**
 * The virtual E173. What no trace shows is a model, and said to be one.
 *
 * @type {import('@dialtone/plugins').Twin}
 */
export const e173Twin = {
  source:
    "ATI of E173s in public logs (11.126.16.00.715, 11.126.83.00.00, 21.017.09.00.314 say the same but for the revision); the firmware of ModemManager's note " +
    'on the E173; no +GMI: wader; usb-devices of a stick in 12d1:1001 (three serial interfaces, two of storage; forum thread of 2011); forms of ^SYSINFO ' +
    "and ^GETPORTMODE: ModemManager's tests, of ^SYSCFG: wader; ^DSFLOWRPT every two seconds: notes on the PC UI port, where it is said during calls only. " +
    'What stands in ^SYSINFO, ^SYSCFG and ^GETPORTMODE, how often the other lines come, and the delays are a model.',
  arrivesAs: { vendor: '12d1', product: '1446' },
  switchedBy: 'message',
  modem: { vendor: '12d1', product: '1001' },
  interfaces: [
    { number: 0, kind: 'serial', answers: 'data' },
    { number: 1, kind: 'serial', answers: 'nothing' },
    { number: 2, kind: 'serial', answers: 'at' },
    { number: 3, kind: 'storage', answers: 'nothing' },
    { number: 4, kind: 'storage', answers: 'nothing' },
  ],
  // Nobody had to switch the radio on (+CSQ: 8,99 and CONNECT with no AT+CFUN before, forum thread of 2011).
  functionalityAtPowerUp: 1,
  replies: {
    I: says(...card),
    '+CGMI': says('huawei'),
    '+CGMM': says('E173'),
    '+CGMR': says(revision),
    '+CGSN': says(imei),
    '+GMI': refused,
    '+GMM': says('E173'),
    '+GMR': says(revision),
    '+GSN': says(imei),
    '+GCAP': says(capabilities),
    '^CURC=0': ok,
    '^SYSINFO': says('^SYSINFO:2,3,0,5,1,,5'),
    '^GETPORTMODE': says('^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,DIAG:1,PCUI:2,CDROM:3,SD:4'),
    '^SYSCFG?': says(`^SYSCFG:${syscfg}`),
    [`^SYSCFG=${syscfg}`]: ok,
  },
  noise: [
    { line: '^BOOT:20952548,0,0,0,72', everyMs: 150, silencedBy: '^CURC=0' },
    { line: '^RSSI:17', everyMs: 200, silencedBy: '^CURC=0' },
    {
      line: '^DSFLOWRPT:00000000,00000000,00000000,0000000000000000,0000000000000000,0003E800,0003E800',
      everyMs: 1500,
      silencedBy: '^CURC=0',
    },
  ],
  delays: { commandMs: 20, reenumerateMs: 2000, registerMs: 3000, dialMs: 600 },
};
