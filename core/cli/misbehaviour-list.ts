import { misbehaviours, written } from '../sim/misbehaviours.js';

/** Everything that can go wrong on request, a line each: as it is typed, and what it does. */
export const misbehaviourList = (): string => {
  const rows = Object.entries(misbehaviours).map(([name, kind]) => [written(name, kind), kind.sentence] as const);
  const width = Math.max(...rows.map(([typed]) => typed.length));
  return rows.map(([typed, sentence]) => `${typed.padEnd(width)}  ${sentence}\n`).join('');
};

/** The same as JSON, one a line: `name`, `sentence`, and what its `value` is where it takes one. */
export const misbehaviourJson = (): string =>
  Object.entries(misbehaviours)
    .map(([name, { sentence, takesValue }]) => {
      const value = takesValue && { called: takesValue.called, needed: takesValue.needed, means: takesValue.means };
      return `${JSON.stringify({ name, sentence, value })}\n`;
    })
    .join('');
