import { isDeepStrictEqual } from 'node:util';
import { busActivation } from './bus-activation.js';
import { type Found, leadsToThem } from './found.js';
import { places } from './places.js';
import { polkitPolicy } from './polkit-policy.js';
import type { Command, Standing } from './service-host.js';
import { ourUnit, theirUnit } from './service-names.js';

/** One thing to do, with what is said before it (as the rest of "This would …") and after it. */
export interface Step {
  readonly will: string;
  readonly done: string;
  readonly actions: readonly Action[];
}
export type Action =
  | { readonly kind: 'place'; readonly path: string; readonly standing: Standing }
  | { readonly kind: 'run'; readonly command: Command; readonly otherwise?: string };

export interface Wish {
  /** As the machine is now. */
  readonly now: Found;
  /** The text of the record. */
  readonly record: string;
  readonly unit: string;
  readonly policy: string;
  /** polkit is here, and without ModemManager's actions. */
  readonly polkit: boolean;
}

/**
 * All that is to be done, in the order that was proved to work on a real systemd: as long as ModemManager's unit is loaded, another one with its name
 * on the bus cannot be, and its alias cannot be taken. A step whose files are all there already is left out.
 */
export const planInstall = (wish: Wish): readonly Step[] => [
  ...prepared(wish).filter(({ actions }) => actions.some((action) => changes(action, wish.now))),
  started,
];

const prepared = (wish: Wish): readonly Step[] => [
  {
    will: 'write down what was found, so that it can be put back',
    done: `What was found was written to ${places.record}.`,
    actions: [file(places.record, wish.record, 0o600)],
  },
  {
    will: 'stop ModemManager and mask it, since only one of the two can have the modems',
    done: 'ModemManager was stopped and masked.',
    actions: [...stopped(wish.now), ...unlinked(wish.now), link(places.mask, '/dev/null'), reloadUnits],
  },
  {
    will: 'tell the bus who may own the name, who may call what, and whom to start',
    done: 'The bus was told who may own the name, who may call what, and whom to start.',
    actions: [file(places.policy, wish.policy), file(places.activation, busActivation), reloadBus],
  },
  {
    will: "tell polkit of the actions that ModemManager's package would bring",
    done: 'polkit was told of the actions.',
    actions: wish.polkit ? [file(places.polkit, polkitPolicy())] : [],
  },
  {
    will: `turn ${ourUnit} on`,
    done: `${ourUnit} was turned on.`,
    actions: [
      file(places.unit, wish.unit),
      link(places.wanted, places.unit),
      link(places.alias, places.unit),
      reloadUnits,
    ],
  },
];

const started: Step = {
  will: `start ${ourUnit}, which counts as started once it has its name on the bus`,
  done: `${ourUnit} is running, and has its name on the bus.`,
  actions: [
    {
      kind: 'run',
      command: ['systemctl', 'restart', ourUnit],
      otherwise: `it did not start; \`journalctl -u ${ourUnit}\` says why`,
    },
  ],
};

const stopped = ({ running }: Found): readonly Action[] =>
  running.includes(theirUnit) ? [{ kind: 'run', command: ['systemctl', 'stop', theirUnit] }] : [];

/** All that turns ModemManager on, its alias too. */
const unlinked = ({ files }: Found): readonly Action[] =>
  Object.entries(files)
    .filter(([, standing]) => leadsToThem(standing))
    .map(([path]) => ({ kind: 'place', path, standing: { kind: 'nothing' } }));

/** A running unit that is not ours may have to be stopped; apart from that only files make a difference. */
const changes = (action: Action, { files }: Found): boolean =>
  action.kind === 'place' ? !isDeepStrictEqual(files[action.path], action.standing) : action.command.includes('stop');

const file = (path: string, text: string, mode = 0o644): Action => ({
  kind: 'place',
  path,
  standing: { kind: 'file', text, mode },
});
const link = (path: string, to: string): Action => ({ kind: 'place', path, standing: { kind: 'link', to } });

/** systemd reads its units again. */
export const reloadUnits: Action = { kind: 'run', command: ['systemctl', 'daemon-reload'] };

/** The bus reads its policies again, and has done so when this ends; dbus-daemon and dbus-broker alike. */
export const reloadBus: Action = {
  kind: 'run',
  command: [
    ...(['busctl', 'call', 'org.freedesktop.DBus', '/org/freedesktop/DBus'] as const),
    ...['org.freedesktop.DBus', 'ReloadConfig'],
  ],
};
