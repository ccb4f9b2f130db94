import type { Trait } from '../contract/index.js';

/**
 * Asks for the message storage before anything else. Many ZTE firmwares flood `+ZUSIMR:2` until the serial buffer is full and
 * the stick hangs; `AT+CPMS?` silences it (field notes: ModemManager's and wader's ZTE support do the same). A locked SIM refuses
 * it, so it is asked again once the SIM is ready, three times at most while the SIM says that it is busy (+CME ERROR: 14).
 */
export const quietStorage = (): Trait => ({
  quirks: [
    {
      id: 'quiet-storage',
      because: 'asking for the message storage stops the +ZUSIMR flood that hangs the stick',
      when: 'woken',
      *run() {
        yield { send: 'AT+CPMS?' };
      },
    },
    {
      id: 'quiet-storage-again',
      because: 'a locked SIM refuses +CPMS?, so it is asked again when the SIM is ready',
      when: 'sim-ready',
      *run() {
        const simBusy = 14;
        let answer = yield { send: 'AT+CPMS?' };
        for (let tries = 1; !answer.ok && answer.code === simBusy && tries < 3; tries += 1) {
          answer = yield { send: 'AT+CPMS?', afterMs: 2000 };
        }
      },
    },
  ],
});
