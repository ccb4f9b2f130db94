import type { SerialLink } from '../at/byte-stream.js';
import type { VirtualClock } from './virtual-clock.js';
import { virtualTty } from './virtual-usb.js';
import type { VirtualWorld } from './virtual-world.js';

/** Somebody who types commands on one of a virtual stick's ports: for tests of twins, in virtual time. */
export interface VirtualTerminal {
  readonly link: SerialLink;
  /** Types a line and gives what was heard up to its final result, or, after `limitMs` (default 60 s), whatever was. */
  readonly ask: (line: string, limitMs?: number) => Promise<string>;
  /** Lets time pass and gives what was heard meanwhile. */
  readonly listen: (ms: number) => Promise<string>;
}

/** Opens the port of this interface. Throws an `Exit` where it cannot be opened. */
export const virtualTerminal = (world: VirtualWorld, clock: VirtualClock, port: number): VirtualTerminal => {
  const link = openNow(world, virtualTty(world.path, port));
  let heard = '';
  link.bytes$.subscribe((bytes) => {
    heard += Buffer.from(bytes).toString('latin1');
  });
  const take = (): string => {
    const text = heard;
    heard = '';
    return text;
  };
  return {
    link,
    ask: async (line, limitMs = 60_000) => {
      link.write(Buffer.from(`${line}\r`, 'latin1'));
      await clock.run({ until: () => finalResult.test(heard), limitMs });
      return take();
    },
    listen: async (ms) => {
      await clock.run({ limitMs: ms });
      return take();
    },
  };
};

const finalResult = /\r\n(OK|ERROR|\+CM[ES] ERROR: [^\r\n]*|NO CARRIER|BUSY|NO ANSWER|CONNECT[^\r\n]*)\r\n/;

const openNow = (world: VirtualWorld, tty: string): SerialLink => {
  const opened: SerialLink[] = [];
  world.open(tty).subscribe({
    next: (link) => opened.push(link),
    error: (error) => {
      throw error;
    },
  });
  const [link] = opened;
  if (link === undefined) throw new Error(`${tty} did not open at once`);
  return link;
};
