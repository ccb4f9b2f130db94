/** Text as it stands in a terminal. */
export const fenced = (text: string, language = 'text'): string => `\`\`\`${language}\n${text.trim()}\n\`\`\``;

/** A Markdown table. A bar inside a cell would end it. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

export const code = (text: string): string => `\`${text}\``;
