import { type AtCommand, atCommand } from './at-command.js';

/**
 * The books on what was written and not yet answered, so that a late final result is never given to another command.
 *
 * A final result does not say whose it is, and a stick may answer late or never, so neither counting results nor waiting a while tells. What tells
 * is a *marker*: a harmless query with an answer of its own (`+CMEE: 1`, then `OK`). A modem answers in the order in which it was asked, hence
 *
 * 1. while anything may be unanswered no command is written, only the marker query (a probe), again each time its limit passes;
 * 2. a final result behind a marker line is the probe's, and all that was written before that probe can no longer answer;
 * 3. a probe that was given up and answers later still is known by its marker line, whatever runs by then, and is swallowed.
 *
 * Probes of an earlier round must not pass for those of this one (the command that timed out stands between them), so rounds use two markers
 * in turn. Two are enough: the first answer in one round proves that no probe of the round before it is left.
 *
 * A modem that refuses the marker query gives bare final results. Each command has at most one, so as many results as commands settle it
 * too; with fewer, some were lost, and silence for a whole limit after the last of them is taken for the end. That last is the only judgement
 * here which is likely and not certain, and only such modems need it.
 *
 * A fresh port starts unsettled: its last owner may have left a command running.
 */
export interface Resync {
  /** Nothing that was written can still be answered without its marker. */
  readonly settled: boolean;
  /** This round's marker. */
  readonly round: Round;
  /** Probes of each marker whose answer may still come. */
  readonly mayCome: readonly [number, number];
  /** Written in this round and not answered: the late command and its probes. */
  readonly owed: number;
  /** The command whose limit passed. */
  readonly late?: AtCommand;
  /** A marker line has come; the final result behind it has not. */
  readonly reading?: { readonly round: Round; readonly line: string };
}
type Round = 0 | 1;

/** What a final result that no running command claims has settled. */
export type Settlement =
  /** A probe's, of this round: all before it is settled. */
  | { readonly kind: 'probe'; readonly lines: readonly string[] }
  /** As many results as commands. */
  | { readonly kind: 'counted' }
  /** One of several that are owed. */
  | { readonly kind: 'one-of-some' }
  /** A probe's of the round before: the command that followed it may still answer. */
  | { readonly kind: 'older-probe' }
  /** Nothing was asked. */
  | { readonly kind: 'stray' };

export const freshResync: Resync = { settled: false, round: 0, mayCome: [0, 0], owed: 0 };

/** Both are parameters that every 3GPP modem has, with or without a SIM. (+GCAP will not do: ATI prints it as well.) */
const markers = [
  { probe: atCommand('AT+CMEE?'), prefix: '+CMEE:' },
  { probe: atCommand('AT+CRC?'), prefix: '+CRC:' },
] as const;

/** The probe to write now. */
export const probeOf = (resync: Resync): AtCommand => markers[resync.round].probe;

/** Probes whose echo may still come. */
export const openProbes = (resync: Resync): readonly AtCommand[] =>
  markers.filter((_, round) => (resync.mayCome[round] ?? 0) > 0).map(({ probe }) => probe);

export const probeWritten = (resync: Resync): Resync => ({
  ...resync,
  owed: resync.owed + 1,
  mayCome: counted(resync, resync.round, 1),
});

export const commandTimedOut = (resync: Resync, late: AtCommand): Resync => ({
  ...resync,
  settled: false,
  round: resync.round === 0 ? 1 : 0,
  owed: 1,
  late,
});

/** The books after a line, if it is the marker of a probe that may still answer and not what `running` asked for itself. */
export const markerSeen = (resync: Resync, line: string, running: AtCommand | undefined): Resync | undefined => {
  const round = markers.findIndex(({ prefix }) => line.startsWith(prefix));
  if (round !== 0 && round !== 1) return undefined;
  const own = running?.line.toUpperCase() === markers[round].probe.line;
  return own || resync.mayCome[round] === 0 ? undefined : { ...resync, reading: { round, line } };
};

/** The books after a final result that belongs to no running command, or that follows a marker line. */
export const finalSeen = (resync: Resync): readonly [Resync, Settlement] => {
  if (resync.reading !== undefined) return probeAnswered(resync, resync.reading);
  if (resync.owed === 0) return [resync, { kind: 'stray' }];
  return resync.owed === 1
    ? [settle(resync), { kind: 'counted' }]
    : [{ ...resync, owed: resync.owed - 1 }, { kind: 'one-of-some' }];
};

export const settle = ({ round, mayCome }: Resync): Resync => ({ settled: true, round, mayCome, owed: 0 });

const probeAnswered = (resync: Resync, { round, line }: { readonly round: Round; readonly line: string }) => {
  const { reading: _, ...rest } = resync;
  const after: Resync = { ...rest, mayCome: counted(resync, round, -1) };
  if (round !== resync.round) return [after, { kind: 'older-probe' }] as const;
  const mayCome: Resync['mayCome'] = round === 0 ? [after.mayCome[0], 0] : [0, after.mayCome[1]];
  return [settle({ ...after, mayCome }), { kind: 'probe', lines: [line] }] as const;
};

const counted = ({ mayCome: [first, second] }: Resync, round: Round, by: 1 | -1): Resync['mayCome'] =>
  round === 0 ? [first + by, second] : [first, second + by];
