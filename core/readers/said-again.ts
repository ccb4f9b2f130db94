/** What a log says instead of the same line over and over. */
export interface SaidAgain {
  readonly times: number;
  /** The line itself where it is given; else it is the one before. */
  readonly text?: string;
}

/** syslogd, journals and logread: `last message repeated 9 times`; rsyslog: `message repeated 9 times: [ sent [LCP …] ]`. */
export const saidAgain = (line: string): SaidAgain | undefined => {
  if (!line.includes(' repeated ')) return undefined;
  const [, count = '', text = ''] =
    /^(?:-{1,3} ?|[\w.-]{1,64} )?(?:last |previous )?message (?:buffered )?repeated (\d{1,6}) times?(?::? ?\[ ?(.*?) ?\])?(?: ?-{1,3})?[.,]?$/i.exec(
      line,
    ) ?? [];
  if (count === '') return undefined;
  return { times: Math.min(Number(count), mostTimes), ...(text === '' ? {} : { text }) };
};

/** What was said that often tells no more when it is said again. */
const mostTimes = 10;
