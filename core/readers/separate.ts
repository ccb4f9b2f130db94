import { separateDialogue } from './separate-dialogue.js';
import { unglued } from './unglued.js';

/**
 * A line whose line breaks were lost on its way through a forum or a mail, in pieces: before each `-->` of wvdial, each time of a syslog, each
 * packet of pppd's, each device of a listing, each key of a wvdial.conf, and each answer of a modem. Any other line is one piece.
 */
export const separate = (raw: string): readonly string[] => unglued(raw).flatMap(separateRun);

const separateRun = (raw: string): readonly string[] => {
  if (raw.length <= 60) return separateDialogue(raw);
  const kinds = [...marks, ...(isDialogue.test(raw) && !raw.includes('--> ') ? [turns] : []), beginnings];
  const pieces = kinds.reduce<readonly string[]>(
    (list, mark) => list.flatMap((piece) => cutBefore(piece, mark)),
    [raw],
  );
  // Where breaks were lost, one beginning is enough.
  return pieces.length < 2 ? [raw] : pieces.flatMap((piece) => piece.split(oneBeginning)).flatMap(separateDialogue);
};

/** At least two of a kind prove that breaks were lost: one may be quoted in a sentence. */
const cutBefore = (text: string, mark: RegExp): readonly string[] => {
  if (text.search(mark) < 0) return [text];
  const found = [...text.matchAll(mark)].map(({ index }) => index);
  if (found.length < 2) return [text];
  const cuts = [0, ...found.filter((at) => at > 0), text.length];
  return cuts.flatMap((from, index) => {
    const piece = text.slice(from, cuts[index + 1] ?? text.length);
    return piece.trim() === '' ? [] : [piece];
  });
};

/** A chat script has commands and what they wait for in one line too, and no information. */
const isDialogue = /(?:^|\s)AT[+^$!*%&]?[A-Z].{0,200}?\s[+^][A-Z]{3,6}: .{1,80}\sOK(?:\s|$)/i;
const turns =
  /(?<=\s|^)(?:(?:> ?)?AT(?:[+^$!*%&][A-Z]|[ZHI]\d?(?=\s|$)|E\d(?=\s|$)|(?=\s|$)|D[TP]?[*#\d])|[+^][A-Z]{3,6}: |\+CM[ES] ERROR|(?:OK|ERROR|CONNECT|NO CARRIER)(?=\s|$))/gi;

/** What a line of one tool or another begins with, and no sentence. */
const beginning =
  '(?<=\\s)(?=(?:Found an? (?:USB )?modem on /|Sorry, no modem was detected|ls: cannot access |(?:/usr/sbin/pppd: )?The remote system .{0,30}is required to|No modems were found|error: couldn|Cannot open /dev/|Device \\S{1,20} is locked|FATAL: |SIOCADDRT: |ping: |PING \\S{1,80} \\(|--- \\S{1,80} ping stat|\\d{1,3} packets transmitted|inet addr:|nameserver \\d|RX bytes:|Unrecognized option|\\(ttyUSB\\d\\): |State: |LPM |\\d: [\\w-]{3,20}: (?:Wireless|Bluetooth)))';
const oneBeginning = new RegExp(beginning);
const beginnings = new RegExp(beginning, 'g');

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const weekday = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';

/** The surest first: within a piece that has its time, nothing that only looks like a beginning is cut. */
const marks: readonly RegExp[] = [
  // The time of a syslog or journal, and of logread; not the date within a sentence ("Starting pppd at Wed May 27 …").
  new RegExp(
    `(?<=\\s|^)(?<!(?:at|since|on) |${weekday},? {1,2})(?:${weekday} )?${month} {1,2}\\d{1,2} \\d\\d:\\d\\d:\\d\\d `,
    'g',
  ),
  /(?<=\s|^)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.,\d]{0,8}(?:Z|[+-]\d\d:?\d\d) /g,
  // The kernel's time, where no syslog's stands before it.
  /(?<=\s|^)(?<!kernel: ?)\[ {0,5}\d{1,6}\.\d{6}\] /g,
  // wvdial 1.56, and wvdialconf
  /(?<=\s|^)(?:Wv(?:Dial(?: Modem)?|Modem|DialBrain)|tty(?:USB|ACM)\d{1,2})<[^<>\s]{1,8}>: /g,
  /(?<=\s|^)(?:-->|\u2013>|--&gt;|\u2013&gt;) /g,
  /(?<=\s|^)(?<!: )(?:sent|rcvd) \[(?:LCP|IPCP|CHAP|PAP|CCP|IPV6CP|EAP|proto)/g,
  /(?<=\s|^)Bus \d{3} Device \d{3}: ID /g,
  // usb-devices
  /(?<=\s|^)(?:[TDPSCIE]: {1,2}(?:Bus=|Ver=|Vendor=|Manufacturer=|Product=|SerialNumber=|#Ifs=|If#=|Ad=))/g,
  // mmcli's table
  /(?<=\s|^)(?:(?:General|Hardware|System|Numbers|Status|Modes|Bands|IP|3GPP(?: EPS)?|SIM|CDMA) +)?\| +(?=[a-z][a-z ]{2,24}:)/g,
  // ls -l
  /(?<=\s|^)[cl][rwx-]{9}[.+]? +\d+ +[\w-]+ +[\w-]+ /g,
  // usb_modeswitch on a terminal
  /(?<=\s|^)(?:Looking for (?:default|target) devices|Found devices? in default|No (?:new )?devices in |Accessing device \d|(?:OK, )?message successfully sent|Trying to send message|Resetting (?:response|message) endpoint|Error resetting endpoint|Checking for mode switch|Waiting for original device|Original device |Searching for target devices|Found correct target|Mode switch (?:has |seems )?\w+|-> Run lsusb|Warning: no switching)/g,
  // dmesg without times
  /(?<=\s|^)(?:usb \d{1,2}-[\d.]{1,12}: |usb-storage: |usb-storage \d|scsi ?\d{1,3} ?:|sd \d{1,3}:\d|sr \d{1,3}:\d|option1? (?:\d{1,2}-|ttyUSB)|usbserial(?:_generic)? \d|usbserial: |usbcore: |cdc_acm \d|qmi_wwan \d|cdc_ether \d)/g,
  // wvdial.conf
  /(?<=\s)(?:\[Dialer [\w .-]{1,40}\]|(?:Init ?[1-9]?|Phone|Username|Password|Login|Stupid Mode|Dial Command|Modem|Modem Type|Modem Name|Baud|ISDN|New PPPD|Auto DNS|Auto Reconnect|Carrier Check|Check Def Route|Check DNS|Dial Attempts|Dial Timeout|Area Code|Idle Seconds|Ask Password|Default Reply|Abort on Busy|Abort on No Dialtone|Force Address|PPPD Path|Compuserve|FlowControl|Country|Remote Name|Inherits) ?= ?)(?=\S)/g,
  // chat on a terminal, with not even a space between its lines
  /abort on \(|timeout set to \d{1,4} seconds|send \((?=[A-Z\\^+])|expect \(|(?<=\S)(?:Script \/\S{0,40}chat |Serial connection established|[Uu]sing (?:channel|interface) |Connect: ppp\d|(?:sent|rcvd) \[(?:LCP|IPCP|CHAP|PAP)|LCP: timeout|IPCP: timeout|Connection terminated)/g,
  // the words that pppd on a terminal says one a line
  /(?<=\s|^)(?:Using interface ppp\d|Connect: ppp\d|Serial connection established|(?:CHAP|PAP) authentication (?:succeeded|failed)|local +IP address |remote IP address |primary +DNS address |secondary DNS address |Modem hangup|Connection terminated|Terminating on signal|Script \S+ (?:finished|started)|Connect script failed|LCP: timeout|IPCP: timeout)/g,
];
