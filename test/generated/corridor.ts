import type { ExitCode } from '@dialtone/plugins';
import { coreRules } from '../../core/diagnosis/core-rules.js';
import { type Door, doors } from '../../core/facts/doors.js';
import { causesOf } from './causes-by-exit.js';
import { doorExits } from './door-exits.js';
import { fenced } from './fenced.js';

/** The corridor as one vertical line: each door, what it asks and learns, and the exits that leave there with their causes. */
export const corridor = (): string => {
  const exits = doorExits();
  return fenced(
    [
      'a stick is on the bus',
      ...doors.flatMap((door) => ['   │', '   ▼', ...passage(door, exits[door])]),
      '   │',
      '   ▼',
      'IP flows; the walk stays open and holds the link, until it ends by an exit too',
      '',
      'and from anywhere',
      ...ways(exits.anywhere),
    ].join('\n'),
  );
};

const passage = (door: Door, exits: readonly ExitCode[]): readonly string[] => [
  door,
  `   │  asks     ${about[door].asks}`,
  `   │  learns   ${about[door].learns}`,
  ...ways(exits),
];

const ways = (exits: readonly ExitCode[]): readonly string[] =>
  exits.map((exit) => `   ├──▶ ${exit.padEnd(28)} ${causesOf(exit, coreRules).join(', ')}`);

interface About {
  readonly asks: string;
  readonly learns: string;
}

/** In words, since the types of core/pipeline/knowledge.ts say it to the compiler. */
const about: Readonly<Record<Door, About>> = {
  detect: {
    asks: 'which plugin knows this USB id?',
    learns: 'the best definition, and all that share the id',
  },
  modeswitch: {
    asks: 'is it a CD-ROM still? Then it is switched, once a plug, and awaited',
    learns: 'the device as it came back, and who among the candidates it can be now',
  },
  'port-select': {
    asks: 'which tty takes commands, which data? By USB interface number, never by ttyUSBn',
    learns: 'both places; holds the command port open',
  },
  'init/wake': {
    asks: 'does it answer AT? Then echo off, error numbers on, the quirks of this moment',
    learns: 'PIN tries left, where the stick says',
  },
  'init/identify': {
    asks: 'what model and firmware? (beside unlock-sim)',
    learns: 'the definition, now by model too; what the firmware can do, remembered for the next walk',
  },
  'init/unlock-sim': {
    asks: 'is the SIM open? A PIN is sent once, and never when few tries are left',
    learns: 'nothing: it is open',
  },
  'init/read-sim': {
    asks: 'whose SIM is it, by IMSI and home network?',
    learns: 'the IMSI, which is told to nobody but whoever may see it on the bus',
  },
  'init/stand-by': {
    asks: 'is "ready" wanted? Until then the modem stands by, its radio as it was asked for',
    learns: 'nothing: it is wanted',
  },
  'init/apply-steps': {
    asks: "the device's own init commands and quirks",
    learns: 'nothing: they were taken',
  },
  'init/register': {
    asks: 'does a network serve packet data? Awaited on its own word (beside the next two)',
    learns: 'nothing: it is served',
  },
  'init/choose-carrier': {
    asks: 'which pack knows that IMSI? Then the init commands of that carrier',
    learns: 'the carrier pack, if there is one',
  },
  'init/define-context': {
    asks: 'is "online" wanted? Then what to dial, and who said so; the APN goes to the modem',
    learns: 'the plan',
  },
  init: {
    asks: 'have all steps been passed? The stamp of the whole stage; silence may end any of them',
    learns: 'all that they learnt',
  },
  dial: {
    asks: 'opens the data port, ATD: CONNECT?',
    learns: 'the bytes behind CONNECT',
  },
  ppp: {
    asks: 'LCP, authentication, IPCP; then an echo and a name through the link',
    learns: 'address, name servers, a link that was seen to carry traffic',
  },
};
