import { firstValueFrom, takeUntil } from 'rxjs';
import type { AtCommand } from '../../at/at-command.js';
import type { AtReply } from '../../at/at-reply.js';
import { PortNotThere } from '../behind.js';
import { replyError } from './errors.js';
import type { HeldModem } from './held-modem.js';

/** Sends one command and gives the reply, also when it is a refusal. Rejects with PortNotThere. */
export const askModem = async (modem: HeldModem, command: AtCommand, limitMs: number): Promise<AtReply> => {
  const asked = modem.behind.ask(command, { limitMs }).pipe(takeUntil(modem.gone$));
  const reply = await firstValueFrom(asked, { defaultValue: undefined });
  if (reply === undefined) throw new PortNotThere();
  return reply;
};

/** Likewise, and rejects with the name that ModemManager has for a refusal. */
export const mustTake = async (modem: HeldModem, command: AtCommand, limitMs: number): Promise<AtReply> => {
  const reply = await askModem(modem, command, limitMs);
  if (!reply.ok) throw replyError(reply);
  return reply;
};
