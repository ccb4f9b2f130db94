/** Who may call a method: polkit's action, as ModemManager names them; absent for whoever may reach us. */
export type PolkitAction = 'Control' | 'Device.Control';

export interface Argument {
  readonly name: string;
  readonly signature: string;
}
export interface MethodTable {
  readonly in: readonly Argument[];
  readonly out: readonly Argument[];
  readonly action?: PolkitAction;
}
/** An interface as data: what introspection, type checks, answers to Get and policy files are made of. All properties are read-only. */
export interface InterfaceTable {
  readonly name: string;
  readonly methods: Readonly<Record<string, MethodTable>>;
  /** Name → signature. */
  readonly properties: Readonly<Record<string, string>>;
  readonly signals: Readonly<Record<string, readonly Argument[]>>;
}
