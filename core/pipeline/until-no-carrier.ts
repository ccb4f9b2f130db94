import { map, scan, takeWhile } from 'rxjs';
import type { ByteStream } from '../at/byte-stream.js';

/**
 * A call's bytes up to the modem's own word that it is over. Node cannot watch DCD, so this line is how a lost call is noticed at once; without it
 * only PPP's echoes tell, two and a half minutes later. It counts only where a frame would begin: what a far end sends can never stand there,
 * since a frame begins with an address or protocol, and a flag inside of one is escaped.
 */
export const untilNoCarrier = (call: ByteStream): ByteStream => ({
  ...call,
  bytes$: call.bytes$.pipe(
    scan<Uint8Array, Heard>(hear, { bytes: new Uint8Array(0), tail: flag }),
    takeWhile(({ tail }) => !tail.includes(notice)),
    map(({ bytes }) => bytes),
  ),
});

interface Heard {
  readonly bytes: Uint8Array;
  /** As text: these bytes, behind as much of what went before as a notice may begin in. */
  readonly tail: string;
}

/** The stream begins behind the CONNECT line, where a frame may begin as well. */
const flag = '~';
const notice = `${flag}\r\nNO CARRIER\r`;

const hear = ({ tail }: Heard, bytes: Uint8Array): Heard => ({
  bytes,
  tail: tail.slice(1 - notice.length) + latin1.decode(bytes),
});

const latin1 = new TextDecoder('latin1');
