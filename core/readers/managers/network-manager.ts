import { meaningOf, type ProgramEnd } from '../../ppp/exit-status.js';
import type { LogLine, MakeReader, ReadFact } from '../reader.js';
import { signBy } from '../sign.js';
import { errorFacts } from './error-words.js';
import { isModemName, saidBy } from './manager-line.js';
import { isWanted, reasonName, stateName } from './state-reasons.js';

const by = 'NetworkManager';
const sign = signBy(by);

/** NetworkManager's log from 0.7 to today: of its devices, modems alone. */
export const networkManagerReader: MakeReader = () => {
  /** Where a secret was last asked for: before the modem was used it is a PIN, later a password. */
  let askedIn = '';
  /** The device that is up, if one is. */
  let up = '';

  const stateChanged = (device: string, from: string, to: string, reason: string): readonly ReadFact[] => {
    if (to === 'need-auth') askedIn = from;
    if (to === 'activated') {
      up = device;
      return sign('activated', device);
    }
    if (from === 'activated' || (from === 'deactivating' && up === device)) return lost(device, to, reason);
    if (to !== 'failed')
      return reason === 'removed' && from !== 'disconnected' ? sign('activation-failed', reason) : [];
    return [...sign('activation-failed', reason), ...failure(reason, askedIn)];
  };
  const lost = (device: string, to: string, reason: string): readonly ReadFact[] => {
    if (up !== device && to === 'deactivating') return [];
    up = '';
    return isWanted(reason) ? sign('disconnected-by-user', reason) : sign('connection-lost', reason);
  };

  return {
    kind: 'networkmanager',
    read: (line) => {
      const { text, levelled } = saidBy(line.text);
      const owned = levelled || line.program === 'networkmanager' || line.program === 'nm-dispatcher';
      const started = startOf(text);
      if (started !== undefined) {
        if (!isModemName(started)) return [];
        askedIn = '';
        return [{ fact: 'run.started', by, level: 0 }];
      }
      const change = stateChange.exec(text);
      if (change) {
        const [, device = '', from = '', to = '', reason = 'none'] = change;
        return isModemName(device) ? stateChanged(device, stateName(from), stateName(to), reasonName(reason)) : [];
      }
      return wordsOf(text, line, owned) ?? (levelled || (owned && !ofChildren.test(text)) ? [] : undefined);
    },
  };
};

/** What pppd says stands in the log under NetworkManager's name too, without a level. */
const ofChildren =
  /^(?:Removed stale lock|Script |Plugin |Using interface|Connect: |(?:local|remote|primary|secondary) +(?:IP|DNS) |(?:sent|rcvd) \[|\S+ authentication |LCP|IPCP|Peer |No (?:response|auth|CHAP|PAP)|Serial |Connect (?:time|script)|Sent \d+ bytes|Connection terminated|Modem hangup|Hangup|Terminat|Could not determine|not replacing|Exit)/i;

const stateChange =
  /^(?:device )?\(([^)]{1,60})\): (?:device )?state change: ([\w-]+) (?:->|→|-&gt;|=>) ([\w-]+)(?: \(reason:? ['‘’"]?([\w-]+))?/i;

/** The device with which NetworkManager begins to connect. */
export const startOf = (text: string): string | undefined => {
  const found =
    /^(?:device )?\(([^)]{1,60})\): Activation: starting connection|^Activation \(([^)]{1,60})\) starting connection/i.exec(
      text,
    );
  return found ? (found[1] ?? found[2] ?? '') : undefined;
};

const failure = (reason: string, askedIn: string): readonly ReadFact[] => {
  if (reason === 'no-secrets')
    return sign(askedIn === 'ip-config' ? 'secrets-missing-for-call' : 'secrets-missing-for-sim', reason);
  return errorFacts(by, reason) ?? [];
};

const wordsOf = (text: string, line: LogLine, owned: boolean): readonly ReadFact[] | undefined => {
  for (const [pattern, make] of words) {
    const match = pattern.exec(text);
    if (match) return make(match);
  }
  // NetworkManager 0.7 talked to the modem itself, and said what went wrong in a line of its own.
  const bare =
    owned &&
    line.text.includes('():') &&
    /^(?:No carrier|Busy|No dial ?tone|Dialing (?:failed|timed out)|PIN checking failed|Setting APN failed|(?:Automatic|Manual) registration )/i.test(
      text,
    );
  return bare ? (errorFacts(by, text) ?? []) : undefined;
};

const words: readonly (readonly [RegExp, (match: RegExpExecArray) => readonly ReadFact[]])[] = [
  // 0.7 sent the first commands itself: it told an error (failed) from silence (timed out).
  [/^Modem (?:\w+ stage )?initiali[sz]ation failed/i, ([all]) => sign('start-command-refused', all)],
  [
    /^(?:Modem (?:\w+ stage )?initiali[sz]ation|PIN check(?:ing)?) timed out/i,
    ([all]) => sign('start-command-unanswered', all),
  ],
  [/failed to (?:disable|disconnect) modem/i, () => []],
  [
    /(?:failed to (?:connect|enable)(?: to)? modem|GSM (?:modem )?(?:connection|enable) failed|CDMA (?:modem )?(?:connection|enable) failed|failed to connect '[^']{0,80}'): *(?:\(-?\d+\) )?(.*)$/i,
    ([, said = '']) => [...sign('activation-failed', said), ...(errorFacts(by, said) ?? sign('call-failed', said))],
  ],
  [/GSM PIN unlock failed|SIM PIN unlock failed/i, ([all]) => sign('pin-refused', all)],
  [/enter_pin_done\(\): *(?:\S+ )?Invalid secret|^Invalid secret$/i, ([all]) => sign('pin-refused', all)],
  [/PIN secret required/i, () => sign('sim-pin')],
  [/PUK secret required/i, () => sign('sim-puk')],
  [/cannot enable modem: locked/i, ([all]) => sign('modem-locked', all)],
  [/modem state changed, '[\w-]+' --> 'locked'/i, () => sign('modem-locked')],
  [/modem state changed, '[\w-]+' --> 'registered'|^Registered on (?:Home|Roaming) network/i, () => sign('registered')],
  [/pppd (?:timed out or )?didn.t initialize our dbus module/i, () => sign('ppp-timed-out')],
  [/could not find (?:the )?pppd? binary/i, ([all]) => sign('pppd-missing', all)],
  [/pppd? pid \d+ exited with error(?: \d+)?: *(.*)$/i, ([, said = '']) => pppdEnded(said)],
  [
    /nm_phasechange\)?:? *status \d+ \/ phase '([^']{1,40})'/i,
    ([, phase = '']) => sign('ppp-phase', phase.toLowerCase()),
  ],
  [/(?:^|\()(?:nm-ppp(?:d)?-plugin|nm_ip_up|nm_exit_notify|nm_get_credentials|nm_ip6?_up)\b/i, () => []],
  // The management service is ModemManager: a modem that nobody has enabled yet is so.
  [/WWAN (?:is )?now disabled by management service/i, () => []],
  [
    /rfkill: WWAN hardware radio set (enabled|disabled)|WWAN (?:is )?now (enabled|disabled) by (?:radio killswitch|management service)/i,
    ([, set, now]) => radio(set ?? now),
  ],
  [
    /WWAN (enabled|disabled) by radio killswitch; (enabled|disabled) by state file/i,
    ([, kill, file]) => (file === 'disabled' ? sign('radio-off', 'by the state file of NetworkManager') : radio(kill)),
  ],
  [/^(?:policy: )?set '[^']*' \(([^)]{1,40})\) as default for IPv[46] routing and DNS/i, () => []],
  [
    /^(?:device )?\(([^)]{1,60})\): Activation: successful, device activated|^Activation \(([^)]{1,60})\) successful, device activated/i,
    ([, now, old]) => (isModemName(now ?? old ?? '') ? sign('activated', now ?? old ?? '') : []),
  ],
  [
    /^(?:device )?\(([^)]{1,60})\): Activation: failed for|^Activation \(([^)]{1,60})\) failed/i,
    ([, now, old]) => (isModemName(now ?? old ?? '') ? sign('activation-failed') : []),
  ],
];

const radio = (state: string | undefined): readonly ReadFact[] =>
  sign(state === 'enabled' ? 'radio-on' : 'radio-off', 'WWAN');

/** NetworkManager tells pppd's exit status in words. */
const pppdEnded = (said: string): readonly ReadFact[] => {
  const status = exits.findIndex((pattern) => pattern.test(said));
  if (status < 1) return sign('ppp-failed', said);
  const end: ProgramEnd = { status };
  return [{ fact: 'pppd.exited', ...end, means: meaningOf(end) }];
};

const exits: readonly RegExp[] = [
  /^$(?!)/,
  /fatal pppd/i,
  /options? error/i,
  /root priv/i,
  /no ppp module/i,
  /received a signal/i,
  /lock failed/i,
  /port open failed/i,
  /connect script failed/i,
  /pty program/i,
  /negotiation failed/i,
  /peer didn.t auth/i,
  /link idle/i,
  /connect time/i,
  /callback/i,
  /lack of LCP echo/i,
  /modem hung up/i,
  /loopback/i,
  /init script/i,
  /authentication error|authenticate ourselves/i,
];
