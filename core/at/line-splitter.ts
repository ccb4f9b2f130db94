/**
 * Bytes to lines, one byte at a time. CR and LF each end a line and blank lines are nothing, so every mixture of the two reads alike;
 * bytes that cannot be printed are dropped.
 */
export const splitByte = (splitter: LineSplitter, byte: number, promptArmed: boolean): Split => {
  if (byte === cr || byte === lf) return endLine(splitter, byte);
  if (splitter.inFrame) return { splitter: byte === flag ? afterFrame(splitter) : splitter };
  const matched = byte === frameStart[splitter.matched] ? splitter.matched + 1 : byte === flag ? 1 : 0;
  if (matched === frameStart.length) return enterFrame(splitter);
  if (promptArmed && byte === prompt && splitter.text.trim() === '')
    return { splitter: emptySplitter, event: { kind: 'prompt' } };
  return { splitter: keep(splitter, byte, matched) };
};

export interface LineSplitter {
  /** The unfinished line. */
  readonly text: string;
  /** The line has grown beyond what any modem says: the rest of it is dropped, and then all of it. */
  readonly overlong: boolean;
  /** Inside a PPP frame. */
  readonly inFrame: boolean;
  /** How many bytes of a frame's start the latest bytes spell, and how many of these stand in `text`. */
  readonly matched: number;
  readonly keptOfMatch: number;
}

export type SplitEvent =
  | { readonly kind: 'line'; readonly text: string; readonly endedBy: 'cr' | 'lf' }
  | { readonly kind: 'prompt' }
  /** A PPP frame begins: the modem is still in data mode. */
  | { readonly kind: 'frame' };

export interface Split {
  readonly splitter: LineSplitter;
  readonly event?: SplitEvent;
}

export const emptySplitter: LineSplitter = { text: '', overlong: false, inFrame: false, matched: 0, keptOfMatch: 0 };

/** Longest line in characters. */
export const longestLine = 65_536;

const cr = 0x0d;
const lf = 0x0a;
const flag = 0x7e;
const prompt = 0x3e;
/** The start of an LCP frame with the control byte escaped, as a stick repeats it that nobody has told of the end of the call. */
const frameStart: readonly number[] = [flag, 0xff, 0x7d, 0x23];

const endLine = (splitter: LineSplitter, byte: number): Split => {
  const text = splitter.text.trim();
  return splitter.overlong || text === ''
    ? { splitter: emptySplitter }
    : { splitter: emptySplitter, event: { kind: 'line', text, endedBy: byte === cr ? 'cr' : 'lf' } };
};

/** A frame ends at its flag, or at a CR or LF: these are escaped inside such frames, so a bare one means that it was cut off. */
const enterFrame = (splitter: LineSplitter): Split => ({
  splitter: {
    ...splitter,
    text: splitter.text.slice(0, splitter.text.length - splitter.keptOfMatch),
    inFrame: true,
    matched: 0,
    keptOfMatch: 0,
  },
  event: { kind: 'frame' },
});

/** One flag may end a frame and begin the next. */
const afterFrame = (splitter: LineSplitter): LineSplitter => ({
  ...splitter,
  inFrame: false,
  matched: 1,
  keptOfMatch: 0,
});

const keep = (splitter: LineSplitter, byte: number, matched: number): LineSplitter => {
  const printable = byte >= 0x20 && byte < 0x7f && !splitter.overlong;
  const keptOfMatch = matched <= 1 ? 0 : splitter.keptOfMatch;
  const overlong = splitter.overlong || (printable && splitter.text.length >= longestLine);
  return {
    text: overlong ? '' : printable ? splitter.text + String.fromCharCode(byte) : splitter.text,
    overlong,
    inFrame: false,
    matched,
    keptOfMatch: overlong ? 0 : matched > 0 && printable ? keptOfMatch + 1 : keptOfMatch,
  };
};
