import type { StickView } from '../behind.js';
import type { StickStatus } from '../status.js';
import { causesOf } from './project-own.js';
import { servingOperator } from './registration.js';

/** `modem` is the object path of the modem that it is shown as, if it is. */
export const stickStatus = ({ session, wanted }: StickView, modem: string | undefined): StickStatus => {
  const { stick, doing, times, carrier, signal, stage, link, plan, lastExit = session.lastFailure?.exit } = session;
  const device = session.modem?.model ?? session.device?.model;
  const { code, name: operator = code } = servingOperator(session);
  return {
    stick,
    ...(modem && { modem }),
    ...(device && { device }),
    ...(carrier && { carrier: carrier.name }),
    ...(operator && { operator }),
    ...(signal && { signalPercent: signal.percent }),
    doing,
    ...(stage && { stage }),
    wanted: wanted.level,
    ...(link && { link }),
    ...(plan && { plan }),
    times,
    causes: causesOf(session),
    ...(lastExit && { lastExit }),
  };
};
