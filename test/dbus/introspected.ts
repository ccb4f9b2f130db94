import type { Bus } from '../../core/dbus/wire/bus.js';

/** An object as the service itself describes it. */
export interface Introspected {
  readonly path: string;
  readonly interfaces: readonly {
    readonly name: string;
    /** Method → signature of what it takes. */
    readonly methods: Readonly<Record<string, string>>;
    /** Property → signature. */
    readonly properties: Readonly<Record<string, string>>;
  }[];
}

/** The object at this path and all below it, by what each answers to Introspect. */
export const introspect = async (bus: Bus, destination: string, path: string): Promise<readonly Introspected[]> => {
  const [xml] = await bus.call({
    destination,
    path,
    interface: 'org.freedesktop.DBus.Introspectable',
    member: 'Introspect',
    limitMs: 20_000,
  });
  const { interfaces, children } = read(String(xml));
  const below: (readonly Introspected[])[] = [];
  for (const child of children) below.push(await introspect(bus, destination, `${path === '/' ? '' : path}/${child}`));
  return [...(interfaces.length > 0 ? [{ path, interfaces }] : []), ...below.flat()];
};

const read = (xml: string): Pick<Introspected, 'interfaces'> & { readonly children: readonly string[] } => ({
  children: [...xml.matchAll(/<node name="([^"]+)"/g)].map(([, name = '']) => name),
  interfaces: [...xml.matchAll(/<interface name="([^"]+)">([\s\S]*?)<\/interface>/g)].map(
    ([, name = '', inside = '']) => ({
      name,
      methods: Object.fromEntries(methodsIn(inside)),
      properties: Object.fromEntries(
        [...inside.matchAll(/<property name="([^"]+)" type="([^"]+)"/g)].map(([, property = '', type = '']) => [
          property,
          type,
        ]),
      ),
    }),
  ),
});

const methodsIn = (inside: string): readonly (readonly [name: string, signature: string])[] =>
  [...inside.matchAll(/<method name="([^"]+)"(?:\/>|>([\s\S]*?)<\/method>)/g)].map(([, name = '', args = '']) => [
    name,
    [...args.matchAll(/<arg [^>]*type="([^"]+)"[^>]*direction="in"/g)].map(([, type = '']) => type).join(''),
  ]);
