import { diagnose } from '../diagnosis/diagnose.js';
import { type Exit, layerOfExit } from '../facts/exit.js';
import type { OfflineVerdict, OnlineVerdict, Probe, Resolved } from '../facts/fact.js';
import type { Online } from '../pipeline/knowledge.js';
import type { SessionParts } from './session-parts.js';

/** The link is up and probed: says so, and with what. */
export const onlineVerdict = ({ link, address, dns, plan }: Online, parts: SessionParts): OnlineVerdict => {
  const verdict: OnlineVerdict = {
    online: true,
    engine: link.engine,
    ...(link.interface === undefined ? {} : { interface: link.interface }),
    address,
    dns,
    apn: plan.apn ?? stored,
    probe: lastProbe(parts),
    stages: parts.history.stages(),
    totalMs: totalMs(parts),
  };
  parts.tools.report({ fact: 'verdict', ...verdict });
  return verdict;
};

/** Nobody knew an APN, and what the modem had stored worked. */
const stored: Resolved<string> = { value: '', from: 'default' };

const lastProbe = ({ ledger }: SessionParts): Probe => {
  const probed = ledger.facts().findLast((fact) => fact.fact === 'link.probed');
  return probed
    ? { ok: probed.ok, ...(probed.rttMs === undefined ? {} : { rttMs: probed.rttMs }), names: probed.names }
    : { ok: false, names: false };
};

/** Recovery has nothing left: says why, by the facts of the walks that failed. */
export const offlineVerdict = (exit: Exit, parts: SessionParts): OfflineVerdict => {
  const verdict: OfflineVerdict = {
    online: false,
    stage: layerOfExit(exit.code) ?? parts.stage() ?? 'detect',
    causes: diagnose(parts.ledger.facts(), parts.rules()),
    totalMs: totalMs(parts),
  };
  parts.tools.report({ fact: 'verdict', ...verdict });
  return verdict;
};

const totalMs = ({ history, tools }: SessionParts): number => history.sinceMs(tools.clock.now());
