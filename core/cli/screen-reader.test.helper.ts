import { stripVTControlCharacters } from 'node:util';

/** A terminal that can do no more than we ask of one: rows, going up, clearing, and breaking rows anew when it is resized. */
export interface ScreenReader {
  readonly write: (text: string) => void;
  readonly resize: (columns: number) => void;
  /** What stands on it, the last one being where the cursor is. */
  readonly rows: () => readonly string[];
}

export const screenReader = (width: number): ScreenReader => {
  let columns = width;
  let rows: string[] = [''];
  let row = 0;
  const put = (piece: string): void => {
    rows[row] = piece;
  };
  const control: Readonly<Record<string, (count: number) => void>> = {
    A: (count) => {
      row = Math.max(0, row - count);
    },
    K: () => undefined,
    J: () => {
      rows.splice(row + 1);
      put('');
    },
  };
  return {
    rows: () => rows.map((one) => stripVTControlCharacters(one).trimEnd()),
    resize: (to) => {
      columns = to;
      rows = rows.flatMap((one) => pieces(one, to));
      row = rows.length - 1;
    },
    write: (text) => {
      for (const piece of text.split(pieceOfOutput)) {
        const [, count, letter = ''] = order.exec(piece) ?? [];
        if (letter !== '') control[letter]?.(Number(count || 1));
        else if (piece === '\n') {
          row += 1;
          rows[row] ??= '';
        } else if (piece !== '' && piece !== '\r' && !piece.startsWith(`${esc}[?`)) {
          if (Array.from(stripVTControlCharacters(piece)).length >= columns) throw new Error(`too wide: ${piece}`);
          put(piece);
        }
      }
    },
  };
};

const esc = '\u001b';
const order = new RegExp(`^${esc}\\[(\\d*)([AKJ])$`);
const pieceOfOutput = new RegExp(`(${esc}\\[\\??\\d*[AKJlh]|\\r|\\n)`);

const pieces = (row: string, columns: number): readonly string[] =>
  row === '' ? [''] : (row.match(new RegExp(`.{1,${columns}}`, 'gu')) ?? []);
