/**
 * Text that may reach a terminal. What came from a modem, a peer or a command line may hold escape sequences (a PPP
 * Terminate-Request's message is free text from the network): line breaks become a space, every other control, formatting
 * or stray surrogate character is dropped.
 */
export const printable = (text: string): string =>
  text
    .replace(/[\r\n\t\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .trim();
