/** A control packet as pppd's debug log prints it, e.g. `rcvd [LCP ConfReq id=0x1 <mru 1500> <auth chap MD5>]`. */
export interface LogPacket {
  readonly way: 'sent' | 'rcvd';
  readonly protocol: string;
  readonly code: string;
  readonly id: number;
  /** Name and value of each `<…>`, in order; a flag such as `<pcomp>` has the value ''. */
  readonly options: readonly (readonly [name: string, value: string])[];
  /** What stands in the first quotes; '' when nothing does. */
  readonly message: string;
}

/** Its tail may be lost. Undefined for every other line, and for packets without an id such as `rcvd [proto=0x57] 01 …`. */
export const parseLogPacket = (line: string): LogPacket | undefined => {
  const [, way, protocol, code, id, rest] = packetLine.exec(line) ?? [];
  if (protocol === undefined || code === undefined || id === undefined || rest === undefined) return undefined;
  return {
    way: way === 'sent' ? 'sent' : 'rcvd',
    protocol,
    code,
    id: Number.parseInt(id, 16),
    options: [...rest.matchAll(optionText)].map(([, name = '', value = '']) => [name, value.trim()]),
    message: unescaped(quotedText.exec(rest)?.[1] ?? ''),
  };
};

const packetLine = /^(sent|rcvd) \[(\w+) (\w+) id=0x([0-9a-f]+)(.*)$/;
const optionText = /<([\w-]{1,40})((?:[^\w<>\]-][^<>\]]*)?)[>\]]/g;
/** From the first quote on. */
const quotedText = /^[^"]*"((?:[^"\\]|\\.)*)"/;

/** pppd escapes quotes and backslashes by a backslash, line ends by a letter, all else that is not printable by three octal digits. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3}|.)/g, (_, escaped: string) =>
    escaped.length === 3 ? String.fromCharCode(Number.parseInt(escaped, 8)) : (lineEnds[escaped] ?? escaped),
  );

const lineEnds: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
