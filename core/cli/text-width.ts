/** How many columns of a terminal a text takes: an operator's name may be Chinese, and a letter may carry marks of its own. */
export const textWidth = (text: string): number =>
  Array.from(text.normalize('NFC')).reduce((sum, character) => sum + columnsOf(character), 0);

const columnsOf = (character: string): number => {
  if (narrow.test(character)) return 1;
  if (unseen.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
};

const narrow = /^[ -~]$/;
const unseen = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** The East Asian Wide and Fullwidth blocks of Unicode's EastAsianWidth.txt, taken broadly, and emoji. */
const wide =
  /^[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}/u;
