/** How long a caller waits at most, in milliseconds: each is a little less than the patience of those who call. */
export interface FaceLimits {
  /** NetworkManager gives up Enable, SetPowerState and SendPin after 25 s. */
  readonly answer: number;
  /** NetworkManager gives up Simple.Connect after 200 s. */
  readonly connect: number;
  /** A link is down, or a stick's ports are given back. */
  readonly release: number;
  /** A network is chosen and has taken the modem. */
  readonly register: number;
  /** +COPS=? listens on every band. */
  readonly scan: number;
  /** A PIN, a PUK or a lock is checked by the card. */
  readonly card: number;
  /** A command that somebody typed may not hold the port for longer. */
  readonly typed: number;
  /**
   * A GDBus client that hears of an object before it has dealt with the new owner of the name builds proxies without a destination
   * (networkmanager.md, 8): modems that come in this time after the name are shown at its end.
   */
  readonly settle: number;
  /** Between two readings of a link's counters. */
  readonly counters: number;
  /** Signal.Setup with a longer rate measures this often: timers know no longer one. */
  readonly signalMost: number;
}

export const faceLimits: FaceLimits = {
  answer: 24_000,
  connect: 190_000,
  release: 10_000,
  register: 120_000,
  scan: 180_000,
  card: 20_000,
  typed: 120_000,
  settle: 2_000,
  counters: 30_000,
  signalMost: 86_400_000,
};
