import type { Observable } from 'rxjs';

/** Where IP packets of a link go in and out: a kernel interface, or a place inside the process. */
export interface PacketPort {
  /** Hot. Packets that the host sends into the link, one IP packet each. */
  readonly packets$: Observable<Uint8Array>;
  /** Gives the host a packet that the link received. After `close` it does nothing. */
  readonly send: (packet: Uint8Array) => void;
  /** Resolves when nothing of it is left. Safe to call twice. */
  readonly close: () => Promise<void>;
}
