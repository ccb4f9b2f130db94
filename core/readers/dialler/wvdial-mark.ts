import type { LogLine } from '../reader.js';

/** What stands behind wvdial's mark: `-->`, as forums and word processors left it, or `WvDial<*1>:` of older versions. */
export const markedWords = ({ text, program }: LogLine): string | undefined => {
  const found = mark.exec(text);
  if (found) return text.slice(found[0].length).replace(mark, '').trim();
  return program === 'wvdial' ? text : undefined;
};
const mark =
  /^(?:(?:\S+ )?Wv(?:Dial|Modem|DialBrain)\w* ?<[^>]{0,12}>: *|\S{1,80}\.conf<[^>]{1,12}>: *|(?:wvdial(?:\[\d+\])?: *)?(?:-{1,2} ?(?:>|&gt;)|[\u2013\u2014] ?(?:>|&gt;)|\u2192) *)/i;

/** Where each mark was torn off its line, as by the window of a mail program or forum: `WvDial`, and `<*1>: Sending: ATZ` below it. */
export interface TornMarks {
  /** The line whole again; undefined for the head alone, which tells nothing before the rest is there. */
  readonly join: (line: LogLine) => LogLine | undefined;
}

export const tornMarks = (): TornMarks => {
  let head = '';
  return {
    join: (line) => {
      const before = head;
      head = /^Wv(?:Dial(?: Modem)?|Modem|DialBrain)$/i.exec(line.text)?.[0] ?? '';
      if (head !== '') return undefined;
      return before !== '' && /^<[^>]{1,12}>: /.test(line.text) ? { ...line, text: before + line.text } : line;
    },
  };
};

/** What nobody but wvdial says, with its mark or without. */
export const distinctive =
  /^(?:WvDial: Internet dialer|Initiali[sz]ing modem\.?$|Modem initiali[sz]ed\.?$|(?:Re-?)?Sending: AT|Waiting for carrier|Carrier detected\. |Modem not responding\.?$|Bad init string|Timed out while dialing|Invalid dial command|No Carrier! |Don't know what to do! |The PPP daemon has died|Configuration does not specify a valid|Ignoring malformed input line|Caught signal \d+: )/i;
