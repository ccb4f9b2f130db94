import type { CarrierPack, Profile } from '@dialtone/plugins';
import type { Resolved } from '../facts/fact.js';
import type { Overrides } from '../facts/wanted.js';
import type { Plan } from './knowledge.js';
import type { Limits } from './limits.js';
import type { Contributed } from './tools.js';

export interface PlanSources {
  readonly carrier: Contributed<CarrierPack> | undefined;
  /** The APN that last worked with this SIM. */
  readonly remembered: string | undefined;
  readonly asked: Overrides;
  /** How many of the candidates have failed in a row. */
  readonly tried: number;
  readonly limits: Limits;
}

interface Candidate {
  readonly apn: Resolved<string>;
  readonly profile?: Profile;
}

/**
 * Decides what is dialled and keeps, for each value, who said it: default < carrier < remembered < request. An APN that was asked
 * for is the only candidate: it is never replaced.
 */
export const resolvePlan = (sources: PlanSources): Plan => {
  const { carrier, asked, tried, limits } = sources;
  const all = candidates(sources);
  const index = Math.min(tried, Math.max(all.length - 1, 0));
  const candidate = all[index];
  const auth = candidate?.profile?.auth;
  const said = carrier?.value.dial;
  return {
    apn: candidate?.apn,
    profile: candidate?.profile?.name,
    user: resolvedUser(asked, auth?.user, carrier),
    // A pack's password belongs to its own user name.
    password: asked.password ?? (asked.user === undefined ? auth?.password : undefined),
    auth: asked.auth ?? auth?.allow ?? ['none', 'chap', 'pap'],
    cid: { value: defaultCid, from: 'default' },
    number: resolvedNumber(carrier),
    dialLimitMs: said?.limitSeconds === undefined ? limits.dial : said.limitSeconds * 1000,
    ipcpLimitMs: said?.ipcpLimitSeconds === undefined ? limits.ipcp : said.ipcpLimitSeconds * 1000,
    attempt: index + 1,
    of: Math.max(all.length, 1),
  };
};

const defaultCid = 1;

/**
 * The same plan with another context. It has to be dialled by its number: `*99#` means the first one. A carrier's number of its own kind
 * (`#777`) names no context, and cannot be told to.
 */
export const withCid = (plan: Plan, cid: number): Plan | undefined =>
  /^\*99(\*\*\*\d+)?#$/.test(plan.number.value)
    ? {
        ...plan,
        cid: { value: cid, from: 'default' },
        number: { value: dialled(standardNumber, cid), from: 'default' },
      }
    : undefined;

/** TS 27.007, 10.2.1.1. */
const standardNumber = '*99***{cid}#';
const dialled = (number: string, cid: number): string => number.replace('{cid}', String(cid));

const candidates = ({ carrier, remembered, asked }: PlanSources): readonly Candidate[] => {
  const packed = (carrier?.value.profiles ?? []).map<Candidate>((profile) => ({
    apn: { value: profile.apn, from: 'carrier', ...said(carrier) },
    profile,
  }));
  if (asked.apn !== undefined) {
    const known = packed.find(({ apn }) => apn.value === asked.apn);
    return [{ ...known, apn: { value: asked.apn, from: 'request' } }];
  }
  const worked = packed.find(({ apn }) => apn.value === remembered);
  return worked
    ? [{ ...worked, apn: { ...worked.apn, from: 'remembered' } }, ...packed.filter((other) => other !== worked)]
    : packed;
};

const said = (carrier: Contributed<CarrierPack> | undefined) => (carrier ? { plugin: carrier.plugin } : {});

const resolvedUser = (
  asked: Overrides,
  packed: string | undefined,
  carrier: Contributed<CarrierPack> | undefined,
): Resolved<string> | undefined => {
  if (asked.user !== undefined) return { value: asked.user, from: 'request' };
  return packed === undefined ? undefined : { value: packed, from: 'carrier', ...said(carrier) };
};

const resolvedNumber = (carrier: Contributed<CarrierPack> | undefined): Resolved<string> => {
  const number = carrier?.value.dial?.number;
  return number === undefined
    ? { value: dialled(standardNumber, defaultCid), from: 'default' }
    : { value: dialled(number, defaultCid), from: 'carrier', ...said(carrier) };
};
