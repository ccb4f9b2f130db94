/** What stands between the marks of each generated block, by the block's name. */
export type Blocks = Readonly<Record<string, string>>;

/**
 * A document with every generated block as it should be; what stands between the blocks is left alone. A block begins with
 * `<!-- generated: NAME -->` and ends with `<!-- /generated -->`. Throws when a name is not among `blocks`, or a block has no end.
 */
export const withBlocks = (document: string, blocks: Blocks): string => {
  const filled = document.replace(block, (_, name: string) => marked(name, blocks));
  const open = filled.replace(block, '').match(/<!-- \/?generated.*-->/);
  if (open) throw new Error(`a mark without its other half: ${open[0]}`);
  return filled;
};

/** The names of a document's generated blocks. */
export const blocksIn = (document: string): readonly string[] =>
  [...document.matchAll(block)].map(([, name = '']) => name);

const block = /<!-- generated: (\S+) -->\n[\s\S]*?<!-- \/generated -->/g;

const marked = (name: string, blocks: Blocks): string => {
  const text = blocks[name];
  if (text === undefined) throw new Error(`nothing makes a block of the name ${name}`);
  return `<!-- generated: ${name} -->\n\n${text.trim()}\n\n<!-- /generated -->`;
};
