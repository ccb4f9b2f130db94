import type { AtPart } from './at-line.js';
import type { ModemState, Noise, Step } from './modem-state.js';
import { announce } from './say.js';

export const noiseAtPowerUp = ({ twin }: ModemState['personality']): readonly Noise[] =>
  (twin.noise ?? []).map(({ line, everyMs, silencedBy, hangsAfter }) => ({
    line,
    everyMs,
    silencedBy: silencedBy?.toUpperCase().replace(/^AT/, ''),
    hangsAfter,
    said: 0,
    silenced: false,
  }));

export const startNoise = (state: ModemState): Step => [
  state,
  state.noise.map(({ everyMs }, index) => ({ kind: 'start-timer', timer: `noise:${index}`, ms: everyMs })),
];

/**
 * One more line. It is counted whether or not anybody listens: the buffer that runs over and hangs the stick is its own (field notes
 * on +ZUSIMR:2).
 */
export const makeNoise = (state: ModemState, index: number): Step => {
  const noise = state.noise[index];
  if (noise === undefined || noise.silenced) return [state, []];
  const said = noise.said + 1;
  const after = { ...state, noise: state.noise.with(index, { ...noise, said }) };
  if (noise.hangsAfter !== undefined && said >= noise.hangsAfter) return [{ ...after, hung: true }, []];
  return [after, [...announce(after, noise.line), { kind: 'start-timer', timer: `noise:${index}`, ms: noise.everyMs }]];
};

/** A command was carried out: the noise that it stops is stopped. */
export const silence = (state: ModemState, part: AtPart): ModemState =>
  state.noise.some((noise) => noise.silencedBy === part.text)
    ? {
        ...state,
        noise: state.noise.map((noise) => (noise.silencedBy === part.text ? { ...noise, silenced: true } : noise)),
      }
    : state;
