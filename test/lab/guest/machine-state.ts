import type { Guest } from './guest.js';

/** Files and units of a machine that systemd runs, a line each: what an installation may change and its removal has to bring back. */
export const machineState = async (guest: Guest, units: readonly string[]): Promise<readonly string[]> => {
  const files = await guest.run('sh', '-c', `find ${folders.join(' ')} ${notOurs} -printf '%p %y %m %l\\n'`);
  const sums = await guest.run('sh', '-c', `find ${folders.join(' ')} ${notOurs} -type f -exec cksum {} +`);
  const states: string[] = [];
  for (const unit of units) {
    const words = ['show', '--property=LoadState,UnitFileState,ActiveState,SubState', unit];
    states.push(`${unit} ${(await guest.run('systemctl', ...words)).output.trim().replaceAll('\n', ' ')}`);
  }
  return [...`${files.output}${sums.output}`.split('\n').toSorted(), ...states];
};

const folders = ['/etc', '/usr/local/share', '/usr/share/dbus-1', '/usr/share/polkit-1'];

/** NetworkManager writes the name servers. What is learnt of a stick is kept on purpose, in a folder that is not looked at. */
const notOurs = "-not -path '/etc/resolv.conf*' -not -path /etc";

/** What is in one list and not in the other, with a sign before it. */
export const difference = (before: readonly string[], after: readonly string[]): readonly string[] => [
  ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
  ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
];
