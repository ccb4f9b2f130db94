/** Every wait of the corridor, by name, in milliseconds. Each ends on an event; this is where it stops waiting for one. */
export const limits = {
  /** `--once` with no stick at all. */
  noStick: 15_000,
  /** How long a rule of the system that knows the stick has to switch it, before we do. */
  systemSwitch: 8_000,
  /** usb_modeswitch, from its start to its end. */
  switchTool: 15_000,
  /** From a switch, a modem reset or a USB reset to the return on the bus; slow sticks take 10 s. */
  reenumerate: 20_000,
  /** From the return on the bus to the last tty that the ports table names. */
  ttys: 5_000,
  /** How long the kernel's own drivers have to claim the serial interfaces of a stick that we know, before we bind one. */
  driver: 1_500,
  /** modprobe and rmmod, from their start to their end. */
  loadDriver: 10_000,
  /** From asking the kernel for a port to having it. */
  openPort: 5_000,
  /** One ordinary AT command. */
  command: 5_000,
  /** One query of ours that finds the modem's place in the dialogue again (core/at/resync.ts). */
  probeAt: 1_000,
  /** The first AT of a walk, and how often it is asked: a stick that has just booted swallows some. */
  wake: 1_000,
  wakeTries: 6,
  /** SIM commands right after power-up: the card may be busy (+CME ERROR: 14). */
  simBusy: 20_000,
  simBusyPause: 500,
  /** Below this many PIN tries left, none is spent. */
  pinRetriesKept: 2,
  registration: 60_000,
  /** Between two questions to a modem that does not tell of its registration by itself. */
  askRegistration: 2_000,
  /** How long both domains may say "denied" before it is believed. */
  denied: 10_000,
  /** Between two questions for the signal of a modem that somebody looks at from outside. */
  signal: 30_000,
  /** The first command on the data port, while the control port has long been answering. */
  dataPort: 6_000,
  dial: 60_000,
  /** Configure-Requests at LCP, three seconds apart, before the other end counts as silent: a stick answers the first one itself. */
  lcpTries: 5,
  /** No address at IPCP after which the modem is asked why. */
  ipcpSuspect: 6_000,
  /** Each question about a call that goes wrong: a modem that is busy with the call must not hold up its end. */
  callCause: 1_000,
  /** No address at IPCP that ends the walk when the modem has nothing to say; a carrier may set its own. */
  ipcp: 30_000,
  /** From the wish that pppd ends to its end, before it is killed: two Terminate-Requests of a second each, and the rest. */
  pppdEnd: 4_000,
  /** From IPCP's address to an interface that carries it. */
  attach: 5_000,
  /** An echo and a name query through the new link. */
  probe: 5_000,
  /** The program that takes the name servers of a link, or forgets them. */
  resolver: 3_000,
  /** A polite end: how long each of two LCP Terminate-Requests waits for its answer, which the stick itself gives. */
  terminate: 500,
  /** Everything a walk or a stick holds, given back at its end; what hangs longer is left behind. */
  teardown: 5_000,
  /** A tty hangs up a moment before the bus says that the stick has left: how long an exit waits for that word. */
  unplugSettle: 1_000,
  /** How long a link must have held before the failures that led to it are forgiven: one that drops at once is no success. */
  steady: 30_000,
  /** Between two rounds of a walk that recovery gave up, doubling up to the second. */
  nextRound: 60_000,
  nextRoundMost: 600_000,
} as const;
export type Limits = { readonly [K in keyof typeof limits]: number };
