import { type CauseId, causes, exitCodes, type FactPattern, type Layer, layers, type Rule } from '@dialtone/plugins';
import { coreRules } from '../../core/diagnosis/core-rules.js';
import { readRules } from '../../core/diagnosis/read-rules.js';
import { speaksOf } from './causes-by-exit.js';
import { code } from './fenced.js';

/** Every cause that the core can name, by layer, with what it says, what to do, and when. */
export const causeCatalogue = (): string => layers.flatMap(chapter).join('\n\n');

/** What only the doctor names, by the surest of its rules: our own corridor never comes to it. */
export const causesOfDoctor = (): string =>
  layers
    .flatMap((layer) => causes[layer])
    .filter((id) => rulesOf(id).length === 0)
    .flatMap((id) => {
      const [surest] = readRules.filter(({ cause }) => cause === id).toSorted((a, b) => b.confidence - a.confidence);
      return surest ? [`### ${id}`, `> ${readable(surest.says)}`, `- To do: ${readable(surest.remedy)}`] : [];
    })
    .join('\n\n');

const rulesOf = (id: CauseId): readonly Rule[] => coreRules.filter(({ cause }) => cause === id);

const chapter = (layer: Layer): readonly string[] => [
  `## ${layer}`,
  ...causes[layer].filter((id) => rulesOf(id).length > 0).flatMap((id) => [`### ${id}`, ...rulesOf(id).map(entry)]),
];

const entry = (rule: Rule): string =>
  [
    `> ${readable(rule.says)}`,
    '',
    `- To do: ${readable(rule.remedy)}`,
    `- When: ${evidence(rule)}`,
    `- Sure: ${Math.round(rule.confidence * 100)} %`,
  ].join('\n');

/** `{walk.ended:detail}` is what happened, and is shown by the name of its field. */
const readable = (template: string): string =>
  template.replace(/\{[\w.-]+:([\w.]+)\}/g, (_, path: string) => `‹${path}›`);

const evidence = (rule: Rule): string => {
  const exits = exitCodes.filter((exit) => speaksOf(rule, exit)).map(code);
  const facts = rule.when.filter(({ fact }) => fact !== 'walk.ended').map(pattern);
  const never = (rule.unless ?? []).map(pattern);
  return [
    `the walk ended with ${exits.join(' or ')}`,
    ...(facts.length > 0 ? [`after ${facts.join(', ')}`] : []),
    ...(never.length > 0 ? [`and never ${never.join(', ')}`] : []),
  ]
    .join(', ')
    .concat('.');
};

const pattern = ({ fact, where = {} }: FactPattern): string =>
  `${code(fact)}${Object.entries(where)
    .map(([field, value]) => ` with ${field} ${JSON.stringify(value)}`)
    .join(' and')}`;
