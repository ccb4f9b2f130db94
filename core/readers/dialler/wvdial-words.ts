import type { Sign } from '../../facts/signs/index.js';
import { portWords } from '../port-words.js';
import { exited } from '../ppp/exit-words.js';
import type { LinePattern, ReadFact } from '../reader.js';

const said = (sign: Sign, detail?: string): readonly ReadFact[] => [
  { fact: 'sign.seen', sign, by: 'wvdial', ...(detail === undefined || detail === '' ? {} : { detail }) },
];

/** Lines of wvdial's that tell something by themselves. */
export const wvdialWords: readonly LinePattern[] = [
  [/^Invalid dial command/i, () => said('dial-refused', 'Invalid dial command')],
  [/^No Carrier/i, () => said('no-carrier')],
  [/^(?:The )?(?:line is )?busy[.!]/i, () => said('line-busy')],
  [/^No dial ?tone/i, () => said('no-dialtone')],
  [/^No answer/i, () => said('no-answer')],
  [/^Connected, but carrier (?:signal )?lost/i, () => said('hung-up')],
  ...portWords('wvdial'),
  [
    /^Configuration does not specify a valid ([\w ]{1,40})/i,
    ([, what = '']) => said('dial-settings-missing', what.trim()),
  ],
  [/^Please (?:set|enter|specify) (.{1,60})/i, ([, what = '']) => said('dial-settings-missing', what)],
  [/section \[?(?:Dialer )?([^\]]{1,60})\]? does not exist in/i, ([, name = '']) => section(name)],
  [
    /^(?:Cannot|Could not|Can't) (?:read|open|find) .{0,10}(\S*wvdial\S*\.conf)/i,
    ([, path = '']) => said('dialler-config-missing', path),
  ],
  [/^No configuration (?:file )?(?:found|specified)/i, () => said('dialler-config-missing')],
  [
    /^Ignoring malformed input line: ["']?([^;#"'].{0,100}?)["']?$/i,
    ([, line = '']) => said('dialler-line-ignored', line),
  ],
  [/^Ignoring malformed input line/i, 'noise'],
  [/^Unable to run (\S+)/i, ([, path = '']) => said('pppd-not-permitted', path)],
  [
    /^(?:Authentication|PAP|CHAP) ?\(?(\w{3,8})?\)? started/i,
    ([, protocol = '']) => [{ fact: 'ppp.auth-started', protocol: protocol.toLowerCase() }],
  ],
  [
    /^(?:Authentication|PAP|CHAP) ?\(?(\w{3,8})?\)? success/i,
    ([, protocol = '']) => [{ fact: 'ppp.auth-succeeded', protocol: protocol.toLowerCase() }],
  ],
  [
    /^(?:(?:Authentication|PAP|CHAP) ?\(?(\w{3,8})?\)? failed|We failed to authenticate ourselves)/i,
    ([, protocol = 'authentication']) => [{ fact: 'ppp.auth-refused', protocol: protocol.toLowerCase(), message: '' }],
  ],
  [/\(exit code = (\d{1,3})\)/i, ([, status = '']) => [exited(Number(status))]],
  [/^Caught signal (\d+)/i, ([, signal = '']) => said('told-to-end', `signal ${signal}`)],
  [/^Connected\.\.\. Press Ctrl-C/i, () => said('dialler-connected')],
  [/^Nameserver \(DNS\) fail/i, () => said('dialler-names-failed')],
  [/^Default route fail/i, () => said('dialler-route-failed')],
  [/^(?:Default route|Nameserver \(DNS\)) ok/i, 'noise'],
  [
    /^(?:Modem initiali[sz]ed|Cannot [gs]et information for serial port|Pid of pppd|Using interface|PPP negotiation detected|Looks like|Don't know what to do)/i,
    'noise',
  ],
  [
    /^(?:Disconnecting at|man pppd explains|Try again and look into|I guess that's it|Auto Reconnect|The PPP daemon has died|Maximum Attempts|Hmm\.\.\.)/i,
    'noise',
  ],
  [
    /^(?:Warning: Could not modify|(?:PAP|CHAP) \(.{1,60}\) may be flaky|Authentication error|Maybe bad account or password|Check permissions, or specify|Idle Seconds|Script \S+ run)/i,
    'noise',
  ],
  // What pppd says on its standard output, mostly its binary status, garbled.
  [/^pppd: ?(?![A-Za-z ]{12})/i, 'noise'],
];

/** The section that is always read is only missing where there is no other. */
const section = (name: string): readonly ReadFact[] =>
  /^Defaults$/i.test(name.trim())
    ? said('dialler-config-missing', 'Dialer Defaults')
    : said('dialler-section-missing', name.trim());
