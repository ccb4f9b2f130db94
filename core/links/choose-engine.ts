import type { SystemCheck } from './system-check.js';

/** What `--engine` may say. */
export const engineWishes = ['auto', 'pppd', 'userspace'] as const;
export type EngineWish = (typeof engineWishes)[number];

/**
 * The engine, and where its packets go: into a network interface of the kernel (`tun`) or no further than this process. Each with its
 * reason in a few words; a refusal is one sentence.
 */
export type EngineChoice =
  | { readonly ok: true; readonly engine: 'userspace'; readonly because: string; readonly place: EnginePlace }
  | { readonly ok: false; readonly because: string };
export type EnginePlace = { readonly kind: 'tun' } | { readonly kind: 'in-process'; readonly because: string };

/**
 * Chooses by what was asked and what the machine has. For a simulation give the answer of `enterNetworkNamespace` as `tun` when it is a
 * refusal: a simulated link never gets an interface among the host's.
 */
export const chooseEngine = (wish: EngineWish, system: SystemCheck): EngineChoice =>
  wish === 'pppd'
    ? { ok: false, because: 'This version of Dialtone has no pppd engine yet: use --engine userspace, or auto.' }
    : {
        ok: true,
        engine: 'userspace',
        because: wish === 'userspace' ? 'asked for' : whyNotPppd(system),
        place: system.tun.ok ? { kind: 'tun' } : { kind: 'in-process', because: system.tun.because },
      };

const whyNotPppd = ({ kernelPpp, pppd }: SystemCheck): string => {
  if (!kernelPpp.ok) return kernelPpp.because;
  if (!pppd.ok) return pppd.because;
  return 'this version of Dialtone runs PPP itself';
};
