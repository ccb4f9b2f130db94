import type { Layer, RecoveryActionName, StageName } from '@dialtone/plugins';
import { layerOfExit } from '../facts/exit.js';
import { exitWords } from '../facts/exit-words.js';
import type { Fact, FactOf } from '../facts/fact.js';
import { phrase } from '../facts/phrase.js';
import { printable } from '../facts/printable.js';
import { seconds } from '../facts/seconds.js';
import { type Circumstances, closing } from './closing.js';
import { onlineAfter, type Sticks } from './exit-status.js';
import { type Learnt, learn } from './learnt.js';
import { type Line, note } from './line.js';
import { stageSummary } from './stage-summary.js';

/** What the output has to remember between two facts. */
export interface Story extends Circumstances {
  /** Since the last stage was passed. */
  readonly learnt: Learnt;
  /** The stage that is being walked, the `t` at which it began, and whether it is passed already; absent where no walk is under way. */
  readonly walking?: { readonly stage: StageName; readonly since: number; readonly passed?: boolean };
  readonly online: Sticks;
}
export const beginning: Story = { learnt: {}, replies: 0, online: [] };

export interface Told {
  readonly story: Story;
  readonly lines: readonly Line[];
}

/** What one more fact gives people to read, and the story it leads to. Most facts give nothing. */
export const tell = (story: Story, fact: Fact): Told => ({ story: next(story, fact), lines: linesOf(story, fact) });

/** What is said when somebody asks for the end, before anything of it has happened. */
export const farewell = ({ online, walking }: Story): readonly Line[] => [
  note(online.length > 0 ? 'Hanging up.' : `Leaving${walking ? `, in the middle of ${walking.stage}` : ''}.`),
];

/** A stage's line: its name and time in front, then what it learnt. */
export const stageLine = (stage: Layer, ms: number, text: string): Line => ({
  kind: 'stage',
  head: `${stage.padEnd(12)} ${seconds(ms).padStart(7)}  `,
  text,
});

const linesOf = (story: Story, fact: Fact): readonly Line[] => {
  switch (fact.fact) {
    case 'stage.passed':
      return story.walking ? [passed(story.walking.stage, learn(story.learnt, fact), fact.ms)] : [];
    case 'walk.ended':
      return [ended(story, fact)];
    case 'verdict':
      return closing(fact, story);
    case 'dialtone.waiting':
      return [note(`Waiting for a stick${fact.limitMs === undefined ? '' : `, at most ${seconds(fact.limitMs)}`}.`)];
    case 'recovery.chosen':
      return [note(`${recovery(fact)}.`)];
    case 'memory.used':
      return [note(remembered(fact), 'quiet')];
    case 'simulation.started':
      return [note(simulated(fact))];
    case 'simulation.plugged':
      return ports(fact);
    case 'simulation.served':
      return served(fact);
    case 'route.set':
      return [note(routed(fact))];
    case 'dns.not-set':
      return [note(`${phrase(fact)}; add them to /etc/resolv.conf if this machine is to use them.`)];
    case 'wanted.changed':
      return fact.from === undefined ? [] : [note(`${phrase(fact)}.`)];
    case 'ppp.silence-suspected':
      return [note(suspicion(fact))];
    default:
      return noteworthy.has(fact.fact) ? [note(`${phrase(fact)}.`)] : [];
  }
};

const noteworthy: ReadonlySet<string> = new Set<Fact['fact']>([
  'dialtone.started',
  'plugin.loaded',
  'plugin.unloaded',
  'plugin.refused',
  'simulation.left',
  'standby.reached',
  'simulation.attached',
  'recovery.exhausted',
  'memory.failed',
  'leftover.removed',
  'route.not-set',
  'dns.set',
  'bus.joined',
  'bus.lost',
  'profile.offered',
]);

const simulated = ({ device, carrier, place, because }: FactOf<'simulation.started'>): string =>
  `A virtual ${printable(device)} on ${printable(carrier)}, ${place === 'in-process' ? `inside this process: ${printable(because)}` : 'in a network of its own'}.`;

/** A stick without a port is a CD-ROM still. */
const ports = ({ vendor, product, ports: all }: FactOf<'simulation.plugged'>): readonly Line[] => {
  const begin = all.find(({ role }) => role === 'at') ?? all.find(({ role }) => role === 'data');
  return [
    note(`The virtual stick is there as ${vendor}:${product}${all.length === 0 ? ', a CD-ROM' : ''}.`),
    ...all.map(({ interface: number, path, role }) =>
      note(`  ${path.padEnd(12)}  ${role.padEnd(6)}  interface ${number}`),
    ),
    ...(begin === undefined || !begin.path.startsWith('/dev/')
      ? []
      : [note(`Try it: minicom -D ${begin.path}. Ctrl-C takes the stick away.`)]),
  ];
};

/** It is this machine's own address: others come through a tunnel. */
const served = ({ address, tcpPort, busid }: FactOf<'simulation.served'>): readonly Line[] => [
  note(
    `The virtual stick is offered over USB/IP as ${busid} on ${address}:${tcpPort}${tcpPort === 3240 ? '' : ', for 3240 is taken'}.`,
  ),
  note(
    `Where it is not attached by itself, as root: modprobe vhci-hcd; usbip ${tcpPort === 3240 ? '' : `--tcp-port ${tcpPort} `}attach -r ${address} -b ${busid}`,
    'quiet',
  ),
];

const suspicion = ({ ms, causes }: FactOf<'ppp.silence-suspected'>): string =>
  `Still no address after ${seconds(ms)}${causes.length > 0 ? `: ${causes.join(' or ')} is suspected` : ''}.`;

const routed = ({ interface: name, metric }: FactOf<'route.set'>): string =>
  metric === 0
    ? `The default route goes through ${name}.`
    : `The default route through ${name} stands behind the machine's own (metric ${metric}).`;

const remembered = ({ what, detail }: FactOf<'memory.used'>): string =>
  ({
    answers: `Known from last time: how ${printable(detail)} answers, so less is asked.`,
    profile: `Known from last time: ${detail === '' ? "the subscription's default APN" : `APN ${printable(detail)}`} worked with this SIM, so it goes first.`,
  })[what];

const passed = (stage: StageName, learnt: Learnt, ms: number): Line => ({
  ...stageLine(stage, ms, stageSummary(stage, learnt)),
  mark: 'passed',
});

const ended = ({ online, walking }: Story, { exit, detail, stick = '', t }: FactOf<'walk.ended'>): Line => {
  const wasOnline = online.includes(stick);
  const why = `${exitWords[exit]}${detail === undefined ? '' : ` (${printable(detail)})`}`;
  if (wasOnline || walking === undefined) return note(`${wasOnline ? 'The link ended' : 'The walk ended'}: ${why}.`);
  const line = stageLine(layerOfExit(exit) ?? walking.stage, t - walking.since, `failed: ${why}`);
  return { ...line, mark: 'failed', mood: 'bad' };
};

const recovery = ({ action, count, upTo, waitMs }: FactOf<'recovery.chosen'>): string => {
  const wait = waitMs > 0 ? ` in ${seconds(waitMs)}` : '';
  // How many profiles there are, the plan says; the policy's own number is only a stop.
  return `Trying again${wait}, ${how[action]}${action === 'next-profile' ? '' : ` (${count} of ${upTo})`}`;
};

const how: Readonly<Record<RecoveryActionName, string>> = {
  redial: 'with the same settings',
  'next-profile': 'with the next APN',
  're-register': 'after registering anew',
  'radio-cycle': 'with the radio switched off and on',
  'modem-reset': 'after a restart of the modem',
  'usb-reset': 'after a reset of its USB port',
  'give-up': 'later',
};

const next = (story: Story, fact: Fact): Story => {
  const so = { ...story, learnt: learn(story.learnt, fact), online: onlineAfter(story.online, fact) };
  switch (fact.fact) {
    case 'stage.entered':
      return fact.stage === undefined || fact.stage === 'ip'
        ? so
        : { ...so, walking: { stage: fact.stage, since: fact.t } };
    case 'stage.passed':
      return { ...so, learnt: {}, ...(so.walking ? { walking: { ...so.walking, passed: true } } : {}) };
    case 'walk.ended':
    case 'online':
      return atRest(so);
    case 'verdict':
      return withoutDelays(so);
    case 'simulation.started':
      return { ...so, simulation: fact };
    case 'at.replied':
      return fact.result === 'timeout' ? so : { ...so, replies: story.replies + 1 };
    default:
      return so;
  }
};

/** No walk is under way. */
export const atRest = ({ walking: _, ...story }: Story): Story => ({ ...story, learnt: {} });

/** The virtual modem's delays explain the way from plug to first verdict; what comes later has spent only some of them. */
const withoutDelays = ({ simulation: _, ...story }: Story): Story => story;
