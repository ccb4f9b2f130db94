import type { StageName } from '@dialtone/plugins';
import { printable } from '../facts/printable.js';
import { seconds } from '../facts/seconds.js';
import type { Learnt } from './learnt.js';
import { originWords } from './origin-words.js';

/** What a stage has learnt so far, in a few words safe for a terminal; empty while it has learnt nothing. */
export const stageSummary = (stage: StageName, learnt: Learnt): string =>
  printable(
    summaries[stage](learnt)
      .filter((part) => part !== undefined)
      .join(', '),
  );

type Parts = readonly (string | undefined)[];

const detect = ({ 'usb.plugged': usb, 'device.recognised': device }: Learnt): Parts => [
  device && `${device.model}${usb ? ` (${usb.vendor}:${usb.product})` : ''}`,
  device && `known to plugin ${device.plugin}`,
];

const modeswitch = ({
  'modeswitch.sent': sent,
  'usb.returned': back,
  'device.refined': refined,
  'stage.passed': passed,
}: Learnt): Parts => [
  sent && `left its CD-ROM mode by ${sent.method}`,
  back && `back as ${back.vendor}:${back.product}`,
  refined && `it is a ${refined.model}`,
  passed && !sent ? 'not needed' : undefined,
];

const portSelect = ({ 'ports.selected': selected }: Learnt): Parts =>
  selected
    ? selected.control === selected.data
      ? [`commands and data on ${placed(selected, selected.control)}`]
      : [`commands on ${placed(selected, selected.control)}`, `data on ${placed(selected, selected.data)}`]
    : [];

type Selected = NonNullable<Learnt['ports.selected']>;
const placed = ({ ports }: Selected, number: number): string => {
  const path = ports.find((port) => port.interface === number)?.path;
  return path ?? `interface ${number}`;
};

const init = (learnt: Learnt): Parts => [
  learnt['modem.identified']?.model,
  learnt['modem.identified']?.revision,
  learnt['sim.unlocked'] ? 'SIM unlocked' : undefined,
  learnt['sim.state'] && !learnt['sim.unlocked']
    ? `SIM ${learnt['sim.state'].state.toLowerCase().replace(/^sim /, '')}`
    : undefined,
  registration(learnt),
  learnt['signal.measured'] && `signal ${learnt['signal.measured'].percent} %`,
  learnt['carrier.chosen']?.name,
  learnt['carrier.unknown'] && `no plugin knows carrier ${learnt['carrier.unknown'].mccmnc}`,
  plan(learnt),
];

const registration = ({ 'registration.changed': taken, 'radio.mode': radio }: Learnt): string | undefined =>
  taken && `registered ${taken.roaming ? 'as a guest' : 'at home'}${radio ? ` on ${radio.mode}` : ''}`;

const plan = ({ 'plan.resolved': resolved }: Learnt): string | undefined =>
  resolved && (resolved.apn === undefined ? 'no APN known' : `APN ${originWords(resolved.apn)}`);

const dial = ({ 'dial.connected': connected }: Learnt): Parts => [
  connected && `${connected.text} to ${connected.number}`,
];

const ppp = (learnt: Learnt): Parts => [
  learnt['ppp.auth-succeeded'] && `${learnt['ppp.auth-succeeded'].protocol.toUpperCase()} accepted`,
  learnt['ppp.up'] ? `address ${learnt['ppp.up'].address}` : waiting(learnt),
  learnt['link.attached']?.interface && `interface ${learnt['link.attached'].interface}`,
];

const waiting = ({ 'ppp.silence-suspected': suspected }: Learnt): string | undefined =>
  suspected && `IPCP ${suspected.offered ? 'without an address' : 'silent'} for ${seconds(suspected.ms)}`;

const summaries: Readonly<Record<StageName, (learnt: Learnt) => Parts>> = {
  detect,
  modeswitch,
  'port-select': portSelect,
  init,
  dial,
  ppp,
};
