/** Why to look again. Nothing of what an event says is believed: sysfs is asked. */
export type Hint = { readonly kind: 'ready' } | { readonly kind: 'changed'; readonly path: string };

/**
 * Reads what `udevadm monitor --property` prints, in chunks of any size: `ready` for the line that says that it listens from now on, and
 * the bus path for each event.
 */
export const udevLines = (): ((chunk: string) => readonly Hint[]) => {
  let rest = '';
  return (chunk) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    return lines.flatMap(hintsIn);
  };
};

const hintsIn = (line: string): readonly Hint[] => {
  if (/^(UDEV|KERNEL) - /.test(line)) return [{ kind: 'ready' }];
  const path = line.startsWith('DEVPATH=') ? busPathIn(line) : undefined;
  return path === undefined ? [] : [{ kind: 'changed', path }];
};

/** The innermost USB device of a device's place in sysfs: a stick behind a hub has the hub's path before its own. */
export const busPathIn = (place: string): string | undefined =>
  place.split('/').findLast((part) => /^\d+-\d+(\.\d+)*$/.test(part));
