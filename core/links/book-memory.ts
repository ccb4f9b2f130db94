import type { Memory } from '../pipeline/tools.js';
import type { Book } from './book.js';

/** How many models, SIMs and refused PINs are remembered; the oldest are forgotten first. */
export const entriesKept = 200;

/** Turns what names a SIM, or a SIM and a PIN, into a key that tells neither. */
export type HideNames = (...names: readonly string[]) => string;

/**
 * The memory that a book is. `keep` is given every new edition. Answers add to what is known of that model and firmware; a
 * profile takes the place of that SIM's last one.
 */
export const bookMemory = (first: Book, hide: HideNames, keep: (book: Book) => void): Memory => {
  let book = first;
  const revise = (change: Partial<Book>) => {
    book = { ...book, ...change };
    keep(book);
  };
  const answersOf = (model: string, revision: string) =>
    book.answers.find((entry) => entry.model === model && entry.revision === revision)?.answers ?? {};

  return {
    answers: answersOf,
    keepAnswers: (model, revision, answers) => {
      const known = { model, revision, answers: { ...answersOf(model, revision), ...answers } };
      const isOther = (entry: Book['answers'][number]) => entry.model !== model || entry.revision !== revision;
      revise({ answers: newest(book.answers.filter(isOther), known) });
    },
    profile: (sim) => {
      const found = book.profiles.find((entry) => entry.sim === hide(sim));
      return found && { carrier: found.carrier, apn: found.apn };
    },
    keepProfile: (sim, { carrier, apn }) => {
      const key = hide(sim);
      const others = book.profiles.filter((entry) => entry.sim !== key);
      revise({ profiles: newest(others, { sim: key, carrier, apn }) });
    },
    pinRefused: (sim, pin) => book.refusedPins.includes(hide(sim, pin)),
    keepRefusedPin: (sim, pin) => {
      const key = hide(sim, pin);
      const others = book.refusedPins.filter((entry) => entry !== key);
      revise({ refusedPins: newest(others, key) });
    },
    forgetRefusedPin: (sim, pin) => {
      const key = hide(sim, pin);
      revise({ refusedPins: book.refusedPins.filter((entry) => entry !== key) });
    },
    profileOffered: (sim) => book.offered.includes(hide(sim)),
    keepProfileOffered: (sim) => {
      const key = hide(sim);
      const others = book.offered.filter((entry) => entry !== key);
      revise({ offered: newest(others, key) });
    },
  };
};

const newest = <T>(others: readonly T[], entry: T): readonly T[] => [...others, entry].slice(-entriesKept);
