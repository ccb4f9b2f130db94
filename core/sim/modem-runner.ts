import type { SchedulerLike, Subscription } from 'rxjs';
import type { SerialLink } from '../at/byte-stream.js';
import type { Lasting, ModemInput, ModemOutput, ModemState, Step } from './modem/modem-state.js';
import { powerUp, stepModem } from './modem/virtual-modem.js';
import type { Personality } from './personality.js';
import { type VirtualWire, virtualWire } from './virtual-wire.js';

/** A virtual modem under power: the pure modem, its timers on a clock, and the wires that are plugged into it. */
export interface ModemRunner {
  /** Opens an interface's port; `undefined` when it is open already. */
  readonly open: (port: number, path: string, greeting: string) => SerialLink | undefined;
  readonly lasting: () => Lasting;
  /** Ends every wire; the modem sees them closed and may have them opened anew. */
  readonly hangUpTtys: () => void;
  /** Cuts its power: wires end, timers stop. */
  readonly cutPower: () => void;
}

/** What a modem cannot do by itself. */
export interface ModemSurroundings {
  readonly clock: SchedulerLike;
  /** It asks for its own reset. */
  readonly onReset: () => void;
  readonly onMoment: (moment: 'command' | 'dialled' | 'ppp') => void;
  /** A call begins on this interface's port; `undefined`: it has ended. */
  readonly onCall: (port: number | undefined) => void;
}

export const runModem = (
  personality: Personality,
  lasting: Lasting | undefined,
  around: ModemSurroundings,
): ModemRunner => {
  const wires = new Map<number, VirtualWire>();
  const timers = new Map<string, Subscription>();
  let powered = true;
  let calling: number | undefined;
  let state: ModemState;

  const dispatch = (input: ModemInput) => {
    if (powered) settle(stepModem(state, input));
  };
  const settle = ([next, outputs]: Step) => {
    state = next;
    for (const output of outputs) carryOut(output);
    if (state.call?.port === calling) return;
    calling = state.call?.port;
    around.onCall(calling);
  };
  const carryOut = (output: ModemOutput) => {
    if (output.kind === 'bytes') wires.get(output.port)?.deliver(output.bytes, output.piece);
    else if (output.kind === 'start-timer') startTimer(output.timer, output.ms);
    else if (output.kind === 'stop-timer') stopTimer(output.timer);
    else if (output.kind === 'moment') around.onMoment(output.moment);
    else around.clock.schedule(around.onReset);
  };
  const stopTimer = (timer: string) => {
    timers.get(timer)?.unsubscribe();
    timers.delete(timer);
  };
  const startTimer = (timer: string, ms: number) => {
    stopTimer(timer);
    const ran = () => {
      timers.delete(timer);
      dispatch({ kind: 'timer', timer });
    };
    timers.set(timer, around.clock.schedule(ran, ms));
  };

  const [atPowerUp, first] = powerUp(personality, lasting);
  settle([atPowerUp, first]);

  return {
    open: (port, path, greeting) => {
      if (wires.has(port)) return undefined;
      const wire = virtualWire({
        path,
        clock: around.clock,
        greeting,
        onBytes: (bytes) => dispatch({ kind: 'bytes', port, bytes }),
        onClose: () => {
          wires.delete(port);
          dispatch({ kind: 'closed', port });
        },
      });
      wires.set(port, wire);
      dispatch({ kind: 'opened', port });
      return wire.link;
    },
    lasting: () => state.lasting,
    hangUpTtys: () => {
      for (const [port, wire] of [...wires]) {
        wires.delete(port);
        wire.end();
        dispatch({ kind: 'closed', port });
      }
    },
    cutPower: () => {
      powered = false;
      for (const timer of timers.values()) timer.unsubscribe();
      for (const wire of wires.values()) wire.end();
      timers.clear();
      wires.clear();
    },
  };
};
