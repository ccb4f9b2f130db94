import { type Guest, same } from './guest.js';
import type { Stick } from './stick.js';

/** The lines that Dialtone has used are set as that of interface 0, which it never opens: as the kernel sets each of them to begin with. */
export const linesAsFound = async (guest: Guest, stick: Stick): Promise<void> => {
  const ttys = await stick.ttys();
  const settings = async (port: number) => (await guest.run('stty', '-F', ttys[port] ?? '', '-g')).output;
  const fresh = await settings(0);
  for (const port of [1, 3]) same(await settings(port), fresh, `line settings of interface ${port}`);
};
