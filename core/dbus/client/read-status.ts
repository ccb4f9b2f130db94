import { causeIds, exitCodes, layers, origins, stages } from '@dialtone/plugins';
import type { StickStatus } from '../status.js';
import { flag, listOf, maybe, number, objectWith, oneOf, parsed, type Shape, text, valuesOf } from './shape.js';

/** A stick as GetSticks told it; undefined where that is something else, as another version's may be. */
export const readStatus = (json: unknown): StickStatus | undefined =>
  // Each field was looked at.
  parsed(json, status) as StickStatus | undefined;

const cause = objectWith({
  id: oneOf(causeIds),
  layer: oneOf(layers),
  confidence: number,
  says: text,
  remedy: text,
  evidence: listOf(objectWith({ t: number, text })),
});

const resolved = (value: Shape): Shape => objectWith({ value, from: oneOf(origins), plugin: maybe(text) });

const plan = objectWith({
  apn: maybe(resolved(text)),
  profile: maybe(text),
  user: maybe(resolved(text)),
  passwordSet: flag,
  carrierApns: listOf(text),
  number: resolved(text),
  cid: resolved(number),
  attempt: number,
  of: number,
});

const status = objectWith({
  stick: text,
  modem: maybe(text),
  device: maybe(text),
  carrier: maybe(text),
  operator: maybe(text),
  signalPercent: maybe(number),
  doing: oneOf(['walking', 'standing-by', 'ready', 'online', 'repairing', 'pausing', 'resting']),
  stage: maybe(oneOf(stages)),
  wanted: oneOf(['off', 'standby', 'ready', 'online']),
  link: maybe(objectWith({ engine: text, interface: maybe(text), address: text, peer: text, dns: listOf(text) })),
  plan: maybe(plan),
  times: valuesOf(number),
  causes: listOf(cause),
  lastExit: maybe(objectWith({ exit: oneOf(exitCodes), detail: maybe(text) })),
});
