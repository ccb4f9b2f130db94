import type { Rule } from '@dialtone/plugins';
import { endedWith } from './ended-with.js';

export const dialRules: readonly Rule[] = [
  {
    cause: 'modem-not-responding',
    when: [endedWith('dial.port-silent')],
    confidence: 0.8,
    says: 'The modem answers on its command port, but not on the one for data[ ({walk.ended:detail})].',
    remedy:
      'Unplug the stick for ten seconds and plug it in again; if it stays so, its plugin may name the wrong data port.',
  },
  {
    cause: 'no-carrier',
    when: [endedWith('dial.no-carrier', 'dial.busy', 'dial.no-answer')],
    confidence: 0.8,
    says: 'The network did not take the call: {walk.ended:detail}[, and the modem says "{modem.cause:text}"].',
    remedy: 'Wait a minute and try again; if it stays so, ask the carrier whether data is enabled on this SIM.',
  },
  {
    cause: 'wrong-dial-string',
    when: [endedWith('dial.error')],
    confidence: 0.75,
    says: 'The modem refused to dial[ {plan.resolved:number.value}] ({walk.ended:detail})[, and says "{modem.cause:text}"].',
    remedy:
      'Unplug the stick for ten seconds and plug it in again; if it stays so, report the number[ to the author of plugin {plan.resolved:number.plugin}].',
  },
  {
    cause: 'chat-timeout',
    when: [endedWith('dial.no-reply')],
    confidence: 0.75,
    says: 'The modem was told to dial and never answered.',
    remedy: 'Unplug the stick for ten seconds and plug it in again.',
  },
];
