import { concatMap, map, type Observable, of } from 'rxjs';
import type { AtReply } from '../../at/at-reply.js';
import { parseIdentity } from '../../at/parse-identity.js';
import { Exit } from '../../facts/exit.js';
import type { StickIdentity } from '../../facts/stick-identity.js';
import { askAll } from '../ask.js';
import type { ModemIdentity, Ported } from '../knowledge.js';
import { matchDevice } from '../match-device.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';

export interface Identified {
  readonly modem: ModemIdentity;
  readonly device: Ported['device'];
  /** Capability query → what it answered; an empty list is a refusal. Remembered per model and firmware. */
  readonly answers: Answers;
}
export type Answers = Readonly<Record<string, readonly string[]>>;

/** What never changes for one model and firmware, and so is asked once in its life. */
const capabilityQueries = ['+CGMI', '+CGAUTH=?'] as const;

/** Asks who it is: the second stage of recognition for USB ids that several models share. */
export const identify = (known: Ported, tools: StageTools): Observable<Identified> =>
  step('identify', tools, (inside) =>
    askAll(known, ['AT+CGMM', 'AT+CGMR', 'AT+CGSN']).pipe(
      concatMap(([model, revision, serial]) => {
        inside.learn(imeiIn(serial));
        const named = { model: said(model), revision: said(revision) };
        const device = refine(known, named.model, inside);
        return capabilities(known, named, inside).pipe(
          map((answers) => {
            const modem = { manufacturer: parseIdentity(answers['+CGMI'] ?? []), ...named };
            inside.report({ fact: 'modem.identified', ...present(modem) });
            return { modem, device, answers };
          }),
        );
      }),
    ),
  );

/** Some put the software version behind it, or the command's name in front: the first fifteen digits are the IMEI. */
const imeiIn = (reply: AtReply | undefined): StickIdentity => {
  const imei = reply?.ok ? /(?<!\d)\d{15}/.exec(reply.lines.join(' '))?.[0] : undefined;
  return imei === undefined ? {} : { imei };
};

const said = (reply: AtReply | undefined): string | undefined => (reply?.ok ? parseIdentity(reply.lines) : undefined);

const refine = (known: Ported, model: string | undefined, tools: StageTools): Ported['device'] => {
  if (model === undefined) return known.device;
  const found = matchDevice(known.candidates, known.usb, { model, pinned: tools.catalog.pinned() });
  if (found.kind === 'unknown') throw new Exit('detect.unknown-device', model);
  if (found.kind === 'ambiguous') throw new Exit('detect.ambiguous-device', found.plugins.join(' and '));
  const { device } = found;
  if (device !== known.device) {
    tools.report({ fact: 'device.refined', device: device.value.id, model, plugin: device.plugin });
  }
  return device;
};

const capabilities = (
  known: Ported,
  { model, revision }: Pick<ModemIdentity, 'model' | 'revision'>,
  tools: StageTools,
): Observable<Answers> => {
  const remembered = model && revision ? tools.memory.answers(model, revision) : {};
  const missing = capabilityQueries.filter((query) => remembered[query] === undefined);
  if (missing.length === 0) {
    tools.report({ fact: 'memory.used', what: 'answers', detail: `${model} ${revision}` });
    return of(remembered);
  }
  return askEach(known, missing).pipe(
    map((fresh) => {
      const answers = { ...remembered, ...fresh };
      if (model && revision) {
        tools.memory.keepAnswers(model, revision, answers);
        tools.report({ fact: 'memory.kept', what: 'answers', detail: `${model} ${revision}` });
      }
      return answers;
    }),
  );
};

const askEach = (known: Ported, queries: readonly string[]): Observable<Answers> =>
  askAll(
    known,
    queries.map((query) => `AT${query}`),
  ).pipe(
    map((replies) =>
      Object.fromEntries(queries.map((query, index) => [query, replies[index]?.ok ? replies[index].lines : []])),
    ),
  );

const present = (modem: ModemIdentity) => ({
  ...(modem.manufacturer === undefined ? {} : { manufacturer: modem.manufacturer }),
  ...(modem.model === undefined ? {} : { model: modem.model }),
  ...(modem.revision === undefined ? {} : { revision: modem.revision }),
});
