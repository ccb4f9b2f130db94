import type { Diagnosis, FactPayloads } from '../../facts/fact.js';
import type { SessionState } from '../../facts/session-state.js';
import type { StickView } from '../behind.js';
import type { ownModem } from '../tables/own.js';
import type { PropertiesOf } from './properties-of.js';

/** org.dialtone.Modem1: see tables/own.ts for the shapes. */
export const projectOwn = ({ session, wanted }: StickView): PropertiesOf<typeof ownModem> => ({
  Stick: session.stick,
  Doing: session.doing,
  Stage: session.stage ?? '',
  Wanted: wanted.level,
  Causes: causesOf(session).map(causeTuple),
  Plan: session.plan === undefined ? {} : planDict(session.plan),
  Times: Object.fromEntries(Object.entries(session.times).map(([stage, ms]) => [stage, Math.round(ms)])),
});

/** Surest first; none while nothing is wrong. Of the last try to go online, until another one tells more. */
export const causesOf = ({ lastFailure }: SessionState): readonly Diagnosis[] => lastFailure?.causes ?? [];

const causeTuple = ({ id, layer, confidence, says, remedy, evidence }: Diagnosis) => [
  id,
  layer,
  confidence,
  says,
  remedy,
  evidence.map(({ text }) => text),
];

type Plan = FactPayloads['plan.resolved'];

/** Who said it is a word of the plan's own, such as `carrier`; the plugin is empty where none did. */
const planDict = ({ apn, user, number, cid }: Plan): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries({ apn, user, number, cid }).flatMap(([name, resolved]) =>
      resolved === undefined ? [] : [[name, [String(resolved.value), resolved.from, resolved.plugin ?? '']]],
    ),
  );
