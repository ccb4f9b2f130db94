import type { LinePattern } from '../reader.js';
import { pppdSign } from './said.js';

/** What pppd, a shell or the kernel says where pppd cannot even begin. */
export const setupWords: readonly LinePattern[] = [
  [
    /must be root to run|must be run as root or with CAP_NET_ADMIN|pppd must be suid root/i,
    () => pppdSign('pppd-not-permitted'),
  ],
  [
    /using the (.{1,60}?) requires root privilege/i,
    ([, option = '']) => pppdSign('pppd-not-permitted', `${option} requires root`),
  ],
  [
    /pppd: permission denied|pppd'?: operation not permitted|cannot execute .{0,80}pppd.{0,40}permission denied/i,
    () => pppdSign('pppd-not-permitted'),
  ],
  [/\/dev\/ppp(?: device)?['"]?: permission denied/i, () => pppdSign('pppd-not-permitted', '/dev/ppp')],
  [
    /(?:pppd: (?:command )?not found|pppd['"]?: no such file or directory|command not found: pppd)/i,
    () => pppdSign('pppd-missing'),
  ],
  // A line's device that is not there is no option to pppd. In the options of every call none has its place.
  [
    /in file \S{0,160}\/peers\/\S{1,60}: unrecognized option ['"`\u2018]?(\/dev\/[\w./-]+|tty(?:USB|ACM|HS|S)\d+)/i,
    deviceMissing,
  ],
  [
    /in file (\S{1,200}): unrecognized option ['"`\u2018]?([^'"\u2019]{1,80})/i,
    ([, file = '', option = '']) => pppdSign('option-refused', `${option}, in ${file}`),
  ],
  [
    /(?:in file (\S{1,200}): )?warning: quoted word runs to end of file/i,
    ([, file = '']) => pppdSign('option-quote-open', file),
  ],
  [/unrecognized option ['"`\u2018]?(\/dev\/[\w./-]+|tty(?:USB|ACM|HS|S)\d+)/i, deviceMissing],
  // Whoever else says so of an option of its own has its name in front.
  [/^(?:.{0,60}\bpppd\b\S{0,10} )?unrecognized option ['"`\u2018]?([^'"\u2019]{1,80})/i, optionRefused],
  [/^(?:\S*pppd: )?(?:in file \S+: )?(too few parameters for option \S+)/i, optionRefused],
  [/(invalid (?:numeric )?(?:address )?parameter ['"].{0,40}['"] for \S+(?: option)?)/i, optionRefused],
  [/(bad (?:local|remote) ip address \S+)/i, optionRefused],
  [/(invalid netmask value \S+)/i, optionRefused],
  [
    /^(?:\S*pppd: )?((?:no device specified|demand-dialling|pty option is|the \S+ option (?:may not|cannot)).{0,80})/i,
    optionRefused,
  ],
  [/((?:active|pass)-filter expression: .{0,60})/i, optionRefused],
  [/(connect script is required for demand-dialling|call option value may not .{0,40})/i, optionRefused],
  [/couldn'?t load plugin (\S+)/i, optionRefused],
  [/(plugin \S+ is for pppd version .{0,60})/i, optionRefused],
  [
    /can'?t open (?:options file|file (?=\S*(?:ppp|peers|chat))) ?(\S+?): permission denied/i,
    ([, path = '']) => pppdSign('pppd-not-permitted', `may not read ${path}`),
  ],
  [
    /can'?t open (?:options file|file (?=\S*(?:ppp|peers|chat))) ?(\S+?):? /i,
    ([, path = '']) => pppdSign('peer-file-missing', path),
  ],
  [/(?:couldn'?t|could not|cannot) open (?:the )?['"]?\/dev\/ppp/i, ({ input }) => pppdSign('no-ppp-in-kernel', input)],
  [/(?:^|\s)\/dev\/ppp['"]?: (?:no such|operation not permitted)/i, ({ input }) => pppdSign('no-ppp-in-kernel', input)],
  [/system lacks (?:kernel support for ppp|ppp kernel support)/i, () => pppdSign('no-ppp-in-kernel')],
  [
    /you need to create the \/dev\/ppp device node|please load the ppp_generic kernel module/i,
    () => pppdSign('no-ppp-in-kernel'),
  ],
  [/couldn'?t set tty to ppp discipline: *device or resource busy/i, ([all]) => pppdSign('port-busy', all)],
  [/couldn'?t set tty to ppp discipline/i, () => pppdSign('no-ppp-in-kernel', 'ppp_async')],
  [
    /ioctl\(TIOCSETD(?:\(PPP\)|, N_PPP)?\): (?:invalid argument|no such)/i,
    () => pppdSign('no-ppp-in-kernel', 'ppp_async'),
  ],
  [
    /couldn'?t create new ppp unit: (?:inappropriate|invalid|no such|operation not)/i,
    () => pppdSign('no-ppp-in-kernel'),
  ],
  [
    /^mknod \/dev\/ppp c 108 0|^executing the following command as root:|^the ppp kernel module could not be loaded|^included in the kernel configuration\.|^module, try .*modprobe -v ppp|^ppp\.o exists in |^see readme\.linux file/i,
    'noise',
  ],
  [
    /(?:can'?t locate module|module) (ppp_async|ppp_synctty|tty-ldisc-3|char-major-108)(?:\S*)(?: not found|$)/i,
    ([, module = '']) => pppdSign('module-missing', module),
  ],
  [
    /(?:can'?t locate module|module) (?:ppp[_-]|slhc|bsd_comp|zlib_deflate|char-major-108|net-pf-)\S*(?: not found.*|$)/i,
    'noise',
  ],
];

function optionRefused([, what = '']: RegExpExecArray) {
  return pppdSign('option-refused', what);
}

function deviceMissing([, path = '']: RegExpExecArray) {
  return pppdSign('port-missing', path);
}
