import type { Composition } from '../daemon/composition.js';
import type { Behind } from '../dbus/behind.js';
import { type Face, serveFace } from '../dbus/face.js';
import { serviceName } from '../dbus/face-state.js';
import { offerProfiles } from '../dbus/networkmanager/offer-profiles.js';
import type { Bus } from '../dbus/wire/bus.js';
import { connectBus } from '../dbus/wire/connect-bus.js';
import { UsageError } from '../facts/usage-error.js';
import type { Wanted } from '../facts/wanted.js';
import { type Assembled, assemble } from './assemble.js';
import type { DaemonOptions } from './daemon-options.js';
import type { Running } from './run.js';
import { version } from './version.js';

/** A modem that nobody has asked anything of is shown, and no more. */
const standby: Wanted = { level: 'standby', radio: 'as-is', overrides: {} };

/**
 * Dialtone in ModemManager's place: every stick is shown on the system bus, and whoever calls there says what is wanted of it. Rejects with
 * UsageError, before any stick is touched, where there is no bus or somebody else has the name.
 */
export const startDaemon = async ({ provision, debug, ...options }: DaemonOptions): Promise<Running> => {
  const bus = await systemBus();
  const assembled = await givingBack(
    () => assemble({ ...options, defaultRoute: false, wanted: standby, managed: true }),
    bus.close,
  );
  const behind = behindOf(assembled.composition);
  const face = await givingBack(
    () => serveFace({ bus, behind, allowCommands: debug }).catch((error: unknown) => refused(error)),
    assembled.abandon,
    bus.close,
  );
  return served(bus, face, assembled, provision ? behind : undefined);
};

const systemBus = (): Promise<Bus> => connectBus().catch((error: unknown) => refused(error));

const refused = (error: unknown): never => {
  throw new UsageError(error instanceof Error ? error.message : String(error));
};

/** What was taken so far is given back where the next thing cannot be had. */
const givingBack = async <T>(make: () => Promise<T>, ...back: readonly (() => Promise<void>)[]): Promise<T> => {
  try {
    return await make();
  } catch (error) {
    for (const give of back) await give();
    throw error;
  }
};

const behindOf = ({ desk, journal }: Composition): Behind => {
  if (!desk) throw new Error('nothing is lent');
  return { sticks$: desk.sticks$, facts$: journal.facts$, version: version() };
};

const served = (bus: Bus, face: Face, { composition, begin }: Assembled, offerTo: Behind | undefined): Running => {
  const { journal, parts } = composition;
  const offers = offerTo
    ? offerProfiles({
        bus,
        behind: offerTo,
        memory: parts.memory,
        report: (fact, stick) => void journal.report(fact, { stick }),
      })
    : undefined;
  const running = begin({
    once: false,
    opening: [{ fact: 'bus.joined', name: serviceName }],
    end: async () => {
      offers?.close();
      listening.unsubscribe();
      await face.close();
      await bus.close();
    },
  });
  const listening = bus.gone$.subscribe(() => {
    journal.report({ fact: 'bus.lost' });
    running.stop();
  });
  return running;
};
