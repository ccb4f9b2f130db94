import type { SystemCheck } from './system-check.js';

/** What `--engine` may say. */
export const engineWishes = ['auto', 'pppd', 'userspace'] as const;
export type EngineWish = (typeof engineWishes)[number];

/** What calls go over: the ttys of real sticks, or pseudo terminals that stand for virtual ones. */
export type Ttys = 'real' | 'pseudo';

/**
 * The engine, with the reason in a few words; a refusal is one sentence. Our own brings along where its packets go: into a network
 * interface of the kernel (`tun`) or no further than this process.
 */
export type EngineChoice =
  | { readonly ok: true; readonly engine: 'pppd'; readonly because: string; readonly program: string }
  | { readonly ok: true; readonly engine: 'userspace'; readonly because: string; readonly place: EnginePlace }
  | { readonly ok: false; readonly because: string };
export type EnginePlace = { readonly kind: 'tun' } | { readonly kind: 'in-process'; readonly because: string };

/**
 * Chooses by what was asked and what the machine has. For a simulation give the answer of `enterNetworkNamespace` as `tun` when it is a
 * refusal: a simulated link never gets an interface among the host's.
 */
export const chooseEngine = (wish: EngineWish, system: SystemCheck, ttys: Ttys): EngineChoice => {
  if (wish === 'userspace') return userspace(system, 'asked for');
  if (wish === 'auto' && ttys === 'pseudo') return userspace(system, 'a virtual stick on a pseudo terminal');
  const found = pppdHere(system, ttys);
  if (found.ok) return { ...found, engine: 'pppd', because: wish === 'pppd' ? 'asked for' : 'the kernel has PPP' };
  if (wish === 'auto') return userspace(system, found.because);
  const because = `The engine pppd cannot run here, since ${found.because}: ${found.remedy}use --engine userspace.`;
  return { ok: false, because };
};

const userspace = ({ tun }: SystemCheck, because: string): EngineChoice => ({
  ok: true,
  engine: 'userspace',
  because,
  place: tun.ok ? { kind: 'tun' } : { kind: 'in-process', because: tun.because },
});

type Found =
  | { readonly ok: true; readonly program: string }
  | { readonly ok: false; readonly because: string; readonly remedy: string };

const pppdHere = ({ kernelPpp, pppd, tun }: SystemCheck, ttys: Ttys): Found => {
  if (!kernelPpp.ok) return { ...kernelPpp, remedy: 'run as root, after modprobe ppp_async, or ' };
  if (!pppd.ok) return { ...pppd, remedy: 'apt install ppp, or ' };
  // pppd's interface would be one of the host's.
  return ttys === 'pseudo' && !tun.ok ? { ...tun, remedy: '' } : pppd;
};
