import type { Observable, Subscription } from 'rxjs';
import type { SerialLink } from '../../at/byte-stream.js';
import type { InterfaceDescription } from './descriptors.js';
import { done, type Endpoint, type Respond, stalled } from './endpoint.js';
import { inEndpoint, streamSource, transferSource } from './in-endpoint.js';
import { outEndpoint } from './out-endpoint.js';
import type { UsbFunction } from './usb-function.js';

/** A port of the modem as the function reaches it. */
export interface PortAccess {
  /** Opens it; `undefined` where it cannot be opened, now or ever. */
  readonly open: () => SerialLink | undefined;
  /** Whether a call is up on it: the present state first, then each change. */
  readonly dcd$: Observable<boolean>;
}

/** Bytes of the modem that wait for a host that does not read. */
const mostWaiting = 1024 * 1024;

/**
 * A serial interface. What opens it is the first read that the host leaves waiting, for `option` leaves some from open to close on every
 * port; what closes it is that all of them are taken back (one that was answered will be followed by another), or that DTR falls. After
 * DTR has fallen it is opened anew by DTR or by what is written.
 */
export const serialFunction = (
  { number, endpoints: { in: inward, out: outward, notify } }: InterfaceDescription,
  port: PortAccess,
  respond: Respond,
): UsbFunction => {
  const text = streamSource(mostWaiting);
  const states = transferSource();
  let link: SerialLink | undefined;
  let listening: Subscription | undefined;

  const open = () => {
    link ??= listenedTo(port.open());
  };
  const close = () => {
    listening?.unsubscribe();
    void link?.close();
    link = undefined;
  };
  const listenedTo = (opened: SerialLink | undefined) => {
    listening = opened?.bytes$.subscribe({
      next: (bytes) => {
        text.give(bytes);
        reading.deliver();
      },
      complete: close,
    });
    return opened;
  };
  /** What nobody has read is no news for the next one who opens it. */
  const leave = () => {
    close();
    text.clear();
    states.clear();
  };

  const reading = inEndpoint(respond, text);
  const data: Endpoint = {
    ...reading,
    submit: (request) => {
      if (reading.waiting() === 0) open();
      reading.submit(request);
    },
    unlink: (seqnum) => {
      const found = reading.unlink(seqnum);
      if (found && reading.waiting() === 0) leave();
      return found;
    },
  };
  const writing = outEndpoint(respond, (bytes) => {
    open();
    link?.write(bytes);
    return true;
  });
  const telling = inEndpoint(respond, states);
  let detected = false;
  const watching = port.dcd$.subscribe((up) => {
    if (up === detected) return;
    detected = up;
    // A state that nobody has heard of is over when the next one comes.
    states.clear();
    states.give(lineState(number, up));
    telling.deliver();
  });

  return {
    number,
    endpoints: new Map<number, Endpoint>([
      ...(inward === undefined ? [] : [[0x80 | inward, data] as const]),
      ...(outward === undefined ? [] : [[outward, writing] as const]),
      ...(notify === undefined ? [] : [[0x80 | notify, telling] as const]),
    ]),
    control: ({ type, request, value }) => {
      if (type !== toInterface || !(request === setLineCoding || request === setControlLineState)) return stalled;
      if (request === setControlLineState) (value & dtr) === 0 ? close() : open();
      return done();
    },
    close: () => {
      watching.unsubscribe();
      leave();
    },
  };
};

/** USB CDC, PSTN subclass, 6.3: class requests to an interface. */
const toInterface = 0x21;
const setLineCoding = 0x20;
const setControlLineState = 0x22;
const dtr = 1;

/** SERIAL_STATE of the same, 6.5.4: carrier detect is bit 0; data set ready, bit 1, is up as long as the modem has power. */
const lineState = (number: number, carrier: boolean): Uint8Array =>
  Uint8Array.of(0xa1, 0x20, 0, 0, number, 0, 2, 0, carrier ? 3 : 2, 0);
