/** Why a plugin is not taken: thrown inside the host only, and always turned into a `RefusedPlugin`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** One printable line about whatever a plugin threw, at most 200 characters. Never throws itself, whatever it is given. */
export const describeThrown = (thrown: unknown): string => {
  try {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return (text.split('\n')[0] ?? '').replace(/\p{Cc}/gu, ' ').slice(0, 200);
  } catch {
    return 'something that cannot be printed';
  }
};
