/**
 * Who a modem and its subscriber are. Never in a fact, a log or a record: told to nobody but callers on the bus who may see what
 * ModemManager shows, and to the memory, which hashes it.
 */
export interface StickIdentity {
  /** IMEI, as +CGSN gave it. */
  readonly imei?: string;
  /** The SIM's own number, as the modem gave it, without the card's filler. */
  readonly iccid?: string;
  readonly imsi?: string;
  /** MCC and MNC of the SIM's home network. */
  readonly mccmnc?: string;
  /** Phone numbers on the SIM (+CNUM). */
  readonly ownNumbers?: readonly string[];
}
