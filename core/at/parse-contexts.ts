import { type Field, replyFields, wholeNumber } from './reply-fields.js';

/** A context that the modem has stored. An empty `apn` means the subscription's default. */
export interface StoredContext {
  readonly cid: number;
  /** `IP`, `IPV6`, `IPV4V6`, `PPP` … in capitals. */
  readonly type: string;
  readonly apn: string;
}

/** The contexts that +CGDCONT? lists; lines that make no sense are passed over. */
export const parseContexts = (lines: readonly string[]): readonly StoredContext[] =>
  replyFields(lines, '+CGDCONT').flatMap((fields) => context(fields) ?? []);

const context = ([number, type, apn]: readonly Field[]): StoredContext | undefined => {
  const cid = wholeNumber(number);
  return cid === undefined || type === undefined
    ? undefined
    : { cid, type: type.text.toUpperCase(), apn: apn?.text ?? '' };
};
