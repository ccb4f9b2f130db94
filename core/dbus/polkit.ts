import type { PolkitAction } from './tables/table.js';
import type { Bus } from './wire/bus.js';
import { DbusError, modemError, variant } from './wire/values.js';

/** Resolves when this caller may do it; rejects with Core.Unauthorized. */
export type Authorize = (action: PolkitAction, sender: string) => Promise<void>;

/**
 * Asks polkit, for each call anew, by the action ids that ModemManager brings. Root passes unasked, so that NetworkManager works where no polkit
 * runs; where polkit is not there, or gives no answer in time, everybody else is refused.
 */
export const polkit =
  (bus: Pick<Bus, 'userOf' | 'call'>): Authorize =>
  async (action, sender) => {
    if (await isRoot(bus, sender)) return;
    const [result] = await asked(bus, action, sender);
    if (!Array.isArray(result) || result[0] !== true) throw refused(`not authorized for '${idOf(action)}'`);
  };

/** Milliseconds: polkit may have to ask a person for a password. */
const limitMs = 120_000;
const allowUserInteraction = 1;

const isRoot = async ({ userOf }: Pick<Bus, 'userOf'>, sender: string): Promise<boolean> => {
  try {
    return (await userOf(sender)) === 0;
  } catch {
    throw refused('the caller has left the bus');
  }
};

const asked = async (
  { call }: Pick<Bus, 'call'>,
  action: PolkitAction,
  sender: string,
): Promise<readonly unknown[]> => {
  try {
    return await call({
      destination: 'org.freedesktop.PolicyKit1',
      path: '/org/freedesktop/PolicyKit1/Authority',
      interface: 'org.freedesktop.PolicyKit1.Authority',
      member: 'CheckAuthorization',
      signature: '(sa{sv})sa{ss}us',
      body: [['system-bus-name', { name: variant('s', sender) }], idOf(action), {}, allowUserInteraction, ''],
      limitMs,
    });
  } catch (error) {
    throw refused(error instanceof DbusError ? error.message : 'polkit could not be asked');
  }
};

const idOf = (action: PolkitAction): string => `org.freedesktop.ModemManager1.${action}`;

const refused = (why: string): DbusError => modemError('Core.Unauthorized', `PolicyKit authorization failed: ${why}`);
