import * as v from 'valibot';

/**
 * One AT command line as a plugin may write it: `AT` and printable ASCII, at most 255 characters. No CR, LF,
 * Ctrl-Z or escape can be in it, so one contributed line is one command line and nothing more.
 */
export const atLineSchema = v.pipe(
  v.string(),
  v.regex(/^AT[\x20-\x7e]{0,253}$/, 'an AT command line: "AT" followed by printable ASCII, at most 255 characters'),
);

/** One init command of a device or carrier: what to send, and why (shown by `dialtone explain`). */
export const atStepSchema = v.strictObject({
  send: atLineSchema,
  because: v.pipe(v.string(), v.nonEmpty()),
  /** `true`: a refusal is a fact and the walk goes on. Default `false`: a refusal ends it with `init.rejected`. */
  optional: v.optional(v.boolean()),
  /** Longest wait for the final result in seconds, 1 to 180; default 5. */
  limitSeconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(180))),
});
export type AtStep = v.InferOutput<typeof atStepSchema>;

/** What a quirk's generator yields: one command line. `limitMs` defaults to the corridor's limit for a command. */
export interface AtRequest {
  readonly send: string;
  readonly limitMs?: number;
  /** Milliseconds to wait before sending, for a modem that says "busy"; at most 5000. */
  readonly afterMs?: number;
}

/** What the modem answered: the information lines without the final result, and how it ended. */
export interface AtAnswer {
  readonly ok: boolean;
  readonly lines: readonly string[];
  /** The final result as one word, e.g. `OK`, `ERROR`, `+CME ERROR: 14`, `timeout`. */
  readonly result: string;
  /** +CME ERROR or +CMS ERROR code where the modem gave a number. */
  readonly code?: number;
}
