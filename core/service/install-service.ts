import type { InterfaceTable } from '../dbus/tables/table.js';
import { UsageError } from '../facts/usage-error.js';
import { type Check, reasonOf } from '../links/check.js';
import { busPolicy } from './bus-policy.js';
import { carryOut } from './carry-out.js';
import { checkInstallation, checkRights, checkSystem, whoseInstallation } from './checks.js';
import { type Found, foundFirst, lookAround } from './found.js';
import { theirPolkit } from './places.js';
import { planInstall, type Step } from './plan-install.js';
import { putBack } from './put-back.js';
import { recorded, writeRecord } from './record.js';
import type { ServiceHost } from './service-host.js';
import { type Installation, systemdUnit } from './systemd-unit.js';

export interface ServiceOptions {
  readonly host: ServiceHost;
  readonly installation: Installation;
  /** What is served on the bus: what may be called follows from it. */
  readonly tables: readonly InterfaceTable[];
  /** Hears what was done, a sentence each. */
  readonly say: (sentence: string) => void;
}

/**
 * Has this installation run as a service in the place of ModemManager, now and at every start of the machine. Once more does no harm: what has changed is
 * written, and the service is started anew. What fails half-way is undone. Rejects with UsageError before anything has been done.
 */
export const installService = async ({ host, installation, tables, say }: ServiceOptions): Promise<Check> => {
  checkRights(host);
  const { now, steps } = await planFor(host, installation, tables);
  const doubt = whoseInstallation(host, installation);
  if (doubt !== undefined) say(doubt);
  for (const step of steps) {
    const done = await carryOutAll(host, step);
    if (!done.ok) return { ok: false, because: await undone(host, now, done.because) };
    say(step.done);
  }
  return { ok: true };
};

/** What `installService` would do now. Rejects with UsageError where that cannot be. */
export const plannedSteps = async ({
  host,
  installation,
  tables,
}: Omit<ServiceOptions, 'say'>): Promise<readonly Step[]> => (await planFor(host, installation, tables)).steps;

const planFor = async (host: ServiceHost, installation: Installation, tables: readonly InterfaceTable[]) => {
  checkSystem(host);
  checkInstallation(installation);
  const now = await lookedAround(host);
  const first = recorded(host);
  const steps = planInstall({
    now,
    record: writeRecord(first === undefined ? now : foundFirst(first, now)),
    unit: systemdUnit(installation),
    policy: busPolicy(tables),
    polkit: host.isFolder(polkitFolder) && host.look(theirPolkit).kind === 'nothing',
  });
  return { now, steps };
};

const polkitFolder = '/usr/share/polkit-1/actions';

const lookedAround = async (host: ServiceHost): Promise<Found> => {
  try {
    return await lookAround(host);
  } catch (error) {
    throw new UsageError(`This machine cannot be looked at (${reasonOf(error)}): run it as root.`);
  }
};

const carryOutAll = async (host: ServiceHost, { actions }: Step): Promise<Check> => {
  for (const action of actions) {
    const done = await carryOut(host, action);
    if (!done.ok) return done;
  }
  return { ok: true };
};

const undone = async (host: ServiceHost, now: Found, because: string): Promise<string> => {
  const problems = await putBack(host, now);
  return problems.length === 0
    ? `The service was not installed: ${because}. Everything is as it was.`
    : `The service was not installed: ${because}. Not everything could be put back: ${problems.join('; ')}. \`dialtone uninstall-service\` tries it again.`;
};
