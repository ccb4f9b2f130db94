import type { Trait } from '@dialtone/plugins';

/**
 * What ZTE's USB sticks have in common, whatever the model: its own queries, the lines that it says unasked, and the hang of its
 * firmware. Commands and prefixes as ModemManager's and wader's ZTE support know them.
 */
export const zteStick = (): Trait => ({
  quirks: [
    {
      id: 'pin-retries',
      because: 'tells how many PIN and PUK tries the SIM has left, before one is spent',
      when: 'woken',
      *run() {
        yield { send: 'AT+ZPINPUK=?' };
      },
    },
    {
      id: 'automatic-mode',
      because: 'a stick that another program left in one radio mode finds no network where that mode has gone',
      when: 'sim-ready',
      *run() {
        const answer = yield { send: 'AT+ZSNT?' };
        const restricted = answer.lines.some((line) => /^\+ZSNT:\s*[1-9]/.test(line));
        if (restricted) yield { send: 'AT+ZSNT=0,0,0' };
      },
    },
    {
      id: 'radio-mode',
      because: '+ZPASR speaks only when the mode changes: this tells the one it is in now',
      when: 'sim-ready',
      *run() {
        yield { send: 'AT+ZPAS?' };
      },
    },
  ],
  unsolicited: {
    '+ZUSIMR:': 'drop',
    '+ZDONR:': 'drop',
    '+ZPSTM:': 'drop',
    '+ZEND:': 'drop',
    '+ZPASR:': 'mode',
    // The same report as an answer to AT+ZPAS?.
    '+ZPAS:': 'mode',
  },
  // The hang may first be noticed by a command of init or by the dial: only a power cycle of the stick ends it.
  recovery: [
    { on: 'init.no-reply', action: 'usb-reset', upTo: 2 },
    { on: 'dial.no-reply', action: 'usb-reset', upTo: 1 },
  ],
  diagnoses: [
    {
      cause: 'modem-not-responding',
      when: [
        { fact: 'device.recognised', where: { plugin: 'zte' } },
        { fact: 'walk.ended', where: { exit: { oneOf: ['init.no-reply', 'dial.no-reply'] } } },
      ],
      confidence: 0.9,
      says:
        'This ZTE stick has stopped answering. Its firmware is known to hang when the messages that it sends by itself (+ZUSIMR) ' +
        'pile up before anybody has read them.',
      remedy:
        'Unplug the stick, wait ten seconds, and plug it straight into the computer, not into a hub. If it goes on hanging, look ' +
        'for newer firmware for your model at the provider that sold it.',
    },
  ],
});
