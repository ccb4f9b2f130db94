import { concatMap, map, type Observable, of, throwError } from 'rxjs';
import type { AtChannel } from '../at/at-channel.js';
import { atCommand } from '../at/at-command.js';
import type { AtReply } from '../at/at-reply.js';
import { Exit } from '../facts/exit.js';
import { askOnce } from './ask.js';
import { reportCallCause } from './call-cause.js';
import type { Dialled, Ready } from './knowledge.js';
import { stage } from './stage.js';
import type { StageTools } from './tools.js';

type Learnt = Pick<Dialled, 'call'>;

/** Opens the data port for this walk and dials. */
export const dial = stage<Ready, Learnt>('dial', (known, tools) =>
  tools.ports.data(known.dataPort).pipe(
    concatMap((data) => commandMode(data, tools)),
    concatMap((data) =>
      askOnce({ control: data }, atCommand(`ATD${known.plan.number.value}`), known.plan.dialLimitMs).pipe(
        concatMap((reply) => connected(reply, data, known, tools)),
      ),
    ),
  ),
);

/** No echo, and DTR hangs up: so that closing the port always ends the call. */
const commandMode = (data: AtChannel, tools: StageTools): Observable<AtChannel> =>
  askOnce({ control: data }, atCommand('ATE0V1&D2'), tools.limits.dataPort).pipe(
    map((reply) => {
      if (reply.end.kind === 'timeout') throw new Exit('dial.port-silent', `interface ${data.port}`);
      return data;
    }),
  );

const connected = (reply: AtReply, data: AtChannel, known: Ready, tools: StageTools): Observable<Learnt> => {
  if (reply.end.kind === 'connect') {
    tools.report({ fact: 'dial.connected', number: known.plan.number.value, text: reply.result });
    return of({ call: data.data() });
  }
  return reportCallCause(known, tools).pipe(concatMap(() => throwError(() => refusal(reply))));
};

const refusal = ({ end, result }: AtReply): Exit => {
  switch (end.kind) {
    case 'no-carrier':
    case 'no-dialtone':
      return new Exit('dial.no-carrier', result);
    case 'busy':
      return new Exit('dial.busy', result);
    case 'no-answer':
      return new Exit('dial.no-answer', result);
    case 'timeout':
    case 'closed':
      return new Exit('dial.no-reply', result);
    default:
      return new Exit('dial.error', result);
  }
};
