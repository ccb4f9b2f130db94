import type { LinePattern } from '../reader.js';
import { ended } from './packets.js';
import { pppdSign } from './said.js';

/** Nobody else says these, so they count where somebody quotes them in a sentence too. */
const quoted = `(?:.{0,300}['"‘’“”\`](?:\\[?pppd\\]? ?)?)?`;

/** What pppd says of a link that it runs, by 2.3 to 2.5. Each of these lines tells something by itself. */
export const linkWords: readonly LinePattern[] = [
  [/^Connect: (\S+) \W{3,6} ?(\S+)/i, ([, , tty = '']) => pppdSign('link-attached', tty)],
  [
    /^(PAP|CHAP|EAP(?:-TLS)?|\S*CHAP) authentication succeeded/i,
    ([, name = '']) => [{ fact: 'ppp.auth-succeeded', protocol: name.toLowerCase() }],
  ],
  [
    /^(PAP|CHAP|EAP(?:-TLS)?) authentication (failed|timed out)(?:: ?(.{1,200}))?/i,
    ([, name = '', how = '', message = '']) => [
      {
        fact: 'ppp.auth-refused',
        protocol: name.toLowerCase(),
        message: how.toLowerCase() === 'failed' ? message : 'no answer',
      },
    ],
  ],
  [
    /^No response to (PAP |CHAP )?authenticate-requests/i,
    () => [{ fact: 'ppp.auth-refused', protocol: 'pap', message: 'no answer' }],
  ],
  [
    /^Failed to authenticate ourselves to peer/i,
    () => [{ fact: 'ppp.auth-refused', protocol: 'authentication', message: '' }],
  ],
  [
    /^No (?:PAP|CHAP)? ?secret found for (?:authenticating us|PAP login)|^no PAP secret found for|suitable secrets$|^No auth is possible/i,
    () => pppdSign('secrets-missing'),
  ],
  [
    /^(?:\S*pppd: )?The remote system(?: \(.{0,60}\))? is required to authenticate itself/i,
    () => pppdSign('peer-must-prove-itself'),
  ],
  [
    /^(?:\S*pppd: )?(?:but I couldn'?t find any suitable secret|\(None of the available passwords|By default the remote system is required)/i,
    () => pppdSign('peer-must-prove-itself'),
  ],
  [/^peer refused to authenticate/i, () => pppdSign('peer-must-prove-itself')],
  [new RegExp(`^${quoted}LCP: timeout sending Config-Requests`, 'i'), () => pppdSign('lcp-timeout')],
  [/^local +LL address (\S+)/i, ([, address = '']) => pppdSign('ipv6-up', address)],
  [new RegExp(`^${quoted}IPCP: timeout sending Config-Requests`, 'i'), () => pppdSign('ipcp-timeout')],
  [/^Serial line is looped back/i, () => pppdSign('looped-back')],
  [/^appear to have received our own echo-reply/i, () => pppdSign('looped-back')],
  [/^No response to (\d+) echo-requests/i, ([, count = '']) => pppdSign('echo-unanswered', count)],
  [/^Excessive lack of response to LCP echo/i, () => pppdSign('echo-unanswered')],
  [/^Serial link appears to be disconnected/i, () => pppdSign('echo-unanswered')],
  [/^Receive serial link is not 8-bit clean/i, () => pppdSign('line-not-clean')],
  [/^Problem: all had (?:bit 7|odd parity|even parity)/i, () => pppdSign('line-not-clean')],
  [/^Could not determine local IP address/i, () => pppdSign('no-local-address')],
  [
    /^Peer refused to agree to (?:our|his) IP address/i,
    ({ input }) => pppdSign('ipcp-disputed', input.replace(/^Peer refused to agree to /i, '')),
  ],
  [
    /^Peer is not authorized to use remote address (\S+)/i,
    ([, address = '']) => pppdSign('ipcp-disputed', `the other end's address ${address}`),
  ],
  [
    /^Received bad configure-(?:ack|nak|rej): +(?:.{0,20}\bIPCP|[\da-f]{2} [\da-f]{2} )/i,
    () => pppdSign('ipcp-disputed', 'a malformed answer'),
  ],
  [
    /^Protocol-Reject for .{0,60}\b0x([0-9a-f]{1,4})\)?(?: received)?/i,
    ([, protocol = '']) => [{ fact: 'ppp.protocol-rejected', protocol: protocol.toLowerCase() }],
  ],
  [
    /^(?:Terminating connection due to lack of activity|Connect time expired|Traffic limit reached)/i,
    ({ input }) => pppdSign('link-idle', input),
  ],
  [/^(?:Modem hangup|Hangup \(SIGHUP\)|Hang ?up \(SIGHUP\))/i, () => pppdSign('hung-up')],
  [/^Terminating on signal (\d+)/i, ([, signal = '']) => pppdSign('told-to-end', `signal ${signal}`)],
  [/^Connection terminated/i, () => pppdSign('link-ended')],
  [/^Connect time ([\d.]+) minutes/i, ([, minutes = '']) => pppdSign('minutes-connected', minutes)],
  [
    /^Sent \d+ bytes, received (\d+) bytes/i,
    ([, count = '']) =>
      Number(count) >= enough
        ? pppdSign('traffic-counted', count)
        : Number(count) < little
          ? pppdSign('little-received', count)
          : [],
  ],
  [/^(?:Connect script failed|Initializer script failed)/i, () => pppdSign('connect-script-failed')],
  [/^Script \S*chat\b.{0,500}, status = 0x3$/i, () => pppdSign('chat-alarm')],
  // chat's exit code counts its abort strings from four on. A script that takes a call down tells nothing of how one is made.
  [
    /^Script \S*chat\b(?!.{0,300}(?:disconnect|hangup)).{0,500}, status = 0x([4-9a-f]|1[0-9a-f])$/i,
    ([, status = '']) => pppdSign('connect-script-aborted', String(Number.parseInt(status, 16) - beforeAborts)),
  ],
  [
    /^not replacing (?:existing )?default route (?:to |via |through )?(.{0,80})/i,
    ([, route = '']) => pppdSign('default-route-kept', route),
  ],
  [/^Terminate Request \(Message: "([^"]*)"/i, ([, message = '']) => ended(message)],
];

/** chat's exit codes for other ends. */
const beforeAborts = 3;

/** Who got that many bytes had a link that carried traffic. */
export const enough = 20_000;
/** Fewer than one answer of a name server's. */
const little = 200;

/** `pppd dump`: an option, and where it was set. */
const optionInEffect: LinePattern = [
  /^([a-z][\w-]{0,40})(?:\s{1,20}(\S.{0,300}?))?\s{1,20}# \(from .{1,200}\)$/,
  ([, key = '', value = '']) => [
    { fact: 'config.read', tool: 'pppd', key, value: key === 'password' ? '<hidden>' : value },
  ],
];

/** Known, and no evidence of anything. */
export const noiseWords: readonly LinePattern[] = [
  optionInEffect,
  [/^#? ?(?:\/dev\/\S+|\d{2,7})\s+# \(from .{1,200}\)$/, 'noise'],
  [/^(?:sent|rcvd) \[(?:LCP|CCP|IPV6CP|IPXCP|CBCP|EAP|LQR|PAP|CHAP|IPCP|proto=|0x)/i, 'noise'],
  [/^(?:using channel|Using interface|Renamed interface|Starting link|Starting negotiation on) ?\S*/i, 'noise'],
  [
    /^(?:Serial connection established|Serial link disconnected|Serial port initialized|disconnect script failed)/i,
    'noise',
  ],
  [/^remote +LL address/i, 'noise'],
  [/^Could not determine remote IP address/i, 'noise'],
  [/^Cannot determine ethernet address for proxy ARP/i, 'noise'],
  [/^(?:Remote message|CHAP: peer|.{0,5}authentication (?:scheme|method))/i, 'noise'],
  [/^Warning - secret file ?\S+ has world/i, 'noise'],
  [/^Script \S+.{0,500}(?:started \(pid|finished \(pid)/i, 'noise'],
  [/^Unsupported protocol .{0,60}received/i, 'noise'],
  [/^Plugin \S+ loaded/i, 'noise'],
  [
    /^(?:replacing old default route|Removed stale lock on|tcflush failed|tcsetattr|tcgetattr|ioctl\(PPPIOC|ioctl\(TIOC|ioctl\(SIOC|speed \d+ not supported)/i,
    'noise',
  ],
  [/^(?:rcvd|received) \[|^discarding proto|^Discarded non-LCP packet|^(?:Local|Remote) IP address changed/i, 'noise'],
  [/^(?:IPV6CP|CCP|LCP|IPCP): (?:timeout sending|Rcvd Code-Reject|ignoring duplicate)/i, 'noise'],
  [/^(?:IPV6CP|CCP) terminated by peer/i, 'noise'],
  [/^(?:Deflate|BSD-?Compress|MPPE|CCP) .{0,60}compression/i, 'noise'],
  [
    /^nameserver information|^Linkname is not set|^peer from calling number|^kernel does not support PPP filtering|^Perms of \S+ are ok|^restoring old default route|^PPP session is/i,
    'noise',
  ],
  [
    /^(?:Couldn'?t (?:set (?:up|MRU|transmit)|get PPP statistics|restore|release|reset)|Unable to (?:add|remove) |Child process|Waiting for \d+ child|sending SIGTERM to process)/i,
    'noise',
  ],
  [
    /^(?:PPP generic driver version|PPP BSD Compression|PPP Deflate Compression|PPP MPPE Compression|NET: Registered protocol family 24|CSLIP: code copyright|PPP: VJ)/i,
    'noise',
  ],
  [/^Exit\.?$/i, 'noise'],
];
