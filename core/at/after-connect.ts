/** The rest of the CONNECT line's end, which may come in a later chunk. */
export type HeldBack = 'nothing' | 'cr' | 'cr-cr';

/**
 * What remains of bytes behind a CONNECT line for the data stream. A line may end in CR LF or CR CR LF and the splitter ends it at the first CR:
 * what follows of it is taken off here, and not a byte more. A second CR is held back until the next byte tells what it was.
 */
export const afterConnect = (held: HeldBack, bytes: Uint8Array): readonly [HeldBack, Uint8Array] => {
  const [first] = bytes;
  if (held === 'nothing' || first === undefined) return [held, bytes];
  if (first === lf) return ['nothing', bytes.subarray(1)];
  if (held === 'cr' && first === cr) return afterConnect('cr-cr', bytes.subarray(1));
  return ['nothing', held === 'cr-cr' ? Uint8Array.of(cr, ...bytes) : bytes];
};

const cr = 0x0d;
const lf = 0x0a;
