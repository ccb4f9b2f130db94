import type { StageName } from '@dialtone/plugins';
import type { Diagnosis, FactPayloads } from '../facts/fact.js';
import type { SessionState } from '../facts/session-state.js';

/** One stick as GetSticks and `dialtone status --json` give it. */
export interface StickStatus {
  readonly stick: string;
  /** Object path of its modem, while it is shown as one. */
  readonly modem?: string;
  readonly device?: string;
  readonly carrier?: string;
  readonly operator?: string;
  readonly signalPercent?: number;
  readonly doing: SessionState['doing'];
  readonly stage?: StageName;
  readonly wanted: SessionState['level'];
  readonly link?: NonNullable<SessionState['link']>;
  readonly plan?: FactPayloads['plan.resolved'];
  readonly times: SessionState['times'];
  /** Surest first; empty while nothing is wrong. */
  readonly causes: readonly Diagnosis[];
  readonly lastExit?: NonNullable<SessionState['lastExit']>;
}
