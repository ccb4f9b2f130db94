/** One command of a ```sh block: its words, and what the comment behind it says. */
export interface ShownCommand {
  readonly words: readonly string[];
  readonly says?: string;
}

/** Every command that a document shows in its ```sh blocks. They are kept simple: no quotes, no variables, `&&` and `|` at most. */
export const commandsIn = (document: string): readonly ShownCommand[] =>
  [...document.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, lines = '']) => lines.split('\n').flatMap(commands));

const commands = (line: string): readonly ShownCommand[] => {
  const [code = '', says] = line.split(/\s+# /);
  return code
    .split(/&&|\|/)
    .map((part) => part.trim().split(/\s+/))
    .filter(([program]) => program !== undefined && program !== '')
    .map((words) => ({ words, ...(says === undefined ? {} : { says }) }));
};
