/** Interface → property → value, each property of the interface's table with a value of its signature. */
export type ObjectView = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Everything that is to be seen on the bus: a pure value. Properties that Properties and ObjectManager give come from here and nowhere else. */
export interface ObjectTree {
  /** Object path → what is there. */
  readonly objects: Readonly<Record<string, ObjectView>>;
  /** The object that carries ObjectManager. */
  readonly root: string;
  /** Paths that ObjectManager lists (modems); the others are there, and not in its list (SIMs, bearers). */
  readonly listed: readonly string[];
}
