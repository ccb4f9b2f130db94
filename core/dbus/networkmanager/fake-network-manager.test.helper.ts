import type { IncomingCall } from '../wire/bus.js';
import { connectBus } from '../wire/connect-bus.js';
import { busError, DbusError, type Dict, variant } from '../wire/values.js';
import type { Settings } from './settings-calls.js';

export interface FakeNetworkManager {
  /** Each profile as it was added, with the flags of AddConnection2. */
  readonly added: readonly { readonly settings: Settings; readonly flags: unknown }[];
  /** By path; whoever deletes one here is the user. */
  readonly profiles: Map<string, Settings>;
  /** From now on adding is answered with this. */
  refuse: DbusError | undefined;
  /** How often somebody asked for the list of profiles, got or not. */
  lists: number;
  /** Its settings are there from now on: 1.42 takes its name before. */
  readonly settingsAppear: () => void;
  readonly leave: () => Promise<void>;
}

/** As much of NetworkManager as profiles take, on a connection of its own. */
export const fakeNetworkManager = async (
  address: string,
  { profiles = new Map<string, Settings>(), withSettings = true } = {},
): Promise<FakeNetworkManager> => {
  const bus = await connectBus({ address });
  const added: FakeNetworkManager['added'][number][] = [];
  let there = withSettings;
  const add = ({ body: [settings, flags] }: IncomingCall) => {
    if (fake.refuse) throw fake.refuse;
    const path = `${root}/Settings/${profiles.size + 1}`;
    added.push({ settings: settings as Settings, flags });
    profiles.set(path, settings as Settings);
    return { signature: 'oa{sv}', body: [path, {}] };
  };
  const fake: FakeNetworkManager = {
    added,
    profiles,
    refuse: undefined,
    lists: 0,
    settingsAppear: () => {
      there = true;
      bus.emit({
        path: '/org/freedesktop',
        interface: 'org.freedesktop.DBus.ObjectManager',
        member: 'InterfacesAdded',
        signature: 'oa{sa{sv}}',
        body: [`${root}/Settings`, {}],
      });
    },
    leave: () => bus.close(),
  };
  bus.serve(async (call) => {
    const settings = profiles.get(call.path);
    if (call.member === 'ListConnections') fake.lists += 1;
    if (!there) throw busError('UnknownMethod', `Object does not exist at path “${call.path}”`);
    if (call.member === 'ListConnections') return { signature: 'ao', body: [[...profiles.keys()]] };
    if (call.member === 'AddConnection2' && call.signature === 'a{sa{sv}}ua{sv}') return add(call);
    if (call.member === 'GetSettings' && settings) return { signature: 'a{sa{sv}}', body: [settings] };
    throw busError('UnknownMethod', `${call.member} at ${call.path}`);
  });
  await bus.requestName('org.freedesktop.NetworkManager');
  return fake;
};

/** A profile of the user's own. */
export const ownProfile = (
  gsm: Readonly<Record<string, string>>,
  connection: Readonly<Record<string, string>> = {},
): Settings => ({
  connection: texts({ id: 'My own', uuid: 'b5d0f3f6-3b0e-4c5a-8a43-1f0c6f2f2f11', type: 'gsm', ...connection }),
  gsm: texts(gsm),
});

const texts = (values: Readonly<Record<string, string>>): Dict =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, variant('s', value)]));

const root = '/org/freedesktop/NetworkManager';
