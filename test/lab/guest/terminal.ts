import { firstValueFrom } from 'rxjs';
import { core } from './core.js';
import { until } from './wait.js';

/** Types commands on a tty, one after the other, each until its OK, and gives all that was heard. Rejects when one does not come in time. */
export const type = async (tty: string, commands: readonly string[]): Promise<string> => {
  const { openSerial } = await core<typeof import('../../../core/links/serial-link.js')>('links/serial-link.js');
  const link = await firstValueFrom(openSerial(tty));
  let heard = '';
  link.bytes$.subscribe((bytes) => {
    heard += Buffer.from(bytes).toString('latin1');
  });
  try {
    for (const [at, command] of commands.entries()) {
      link.write(Buffer.from(`${command}\r`));
      await until(() => heard.split('\r\nOK\r\n').length > at + 1, `OK to ${command}, heard ${heard}`, 10_000);
    }
    return heard;
  } finally {
    await link.close();
  }
};
