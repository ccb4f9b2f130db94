import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadedPlugin, loadUninstalled, pluginAtPath } from '@dialtone/plugins/host';
import { checkout } from '../../checkout.js';
import { dialtone } from '../../dialtone.js';
import { factsNamed, heard, hold, same } from '../guest/guest.js';
import { startManagers } from '../guest/network-manager.js';
import type { Scenario } from '../guest/scenario.js';
import { leadsOut } from '../guest/way-out.js';

const directoryOf = (name: string): string => join(checkout(), 'test/third-party', `dialtone-plugin-${name}`);

/** For the stick itself, which knows its twin and its network whatever Dialtone knows. */
const authors = async (name: string): Promise<LoadedPlugin> => {
  const found = await pluginAtPath(directoryOf(name));
  const outcome = found && (await loadUninstalled(found));
  if (outcome?.kind !== 'loaded') throw new Error(outcome?.because ?? `there is no ${name}`);
  return outcome;
};

const scenario: Scenario = {
  says: 'a stick and a carrier that nobody knew are explained as unknown, go online when their packages are added, with no restart and no replug, and are unknown again when those are removed',
  // npm starts four times, on a processor that is made of software.
  limitMs: 900_000,
  play: async (guest) => {
    const managers = await startManagers(guest);
    const run = managers.modemManager.dialtone();
    const asked = async (...words: readonly string[]) => {
      const { status, stdout, stderr } = await dialtone(words, {
        stateDirectory: guest.stateDirectory,
        nodeFlags: process.execArgv,
      }).ended;
      return { status, said: `${stdout}${stderr}` };
    };
    const added = async (name: string) => {
      const packed = join(guest.stateDirectory, 'packed', name);
      const npm = await guest.run(
        'sh',
        '-c',
        `mkdir -p ${packed} && cd ${packed} && npm pack --offline --silent ${directoryOf(name)}`,
      );
      hold(npm.status === 0, `npm pack: ${npm.output}`);
      const [file = ''] = readdirSync(packed);
      const { status, said } = await asked('plugin', 'add', '--yes', join(packed, file));
      same(status, 0, `status of plugin add, which said ${said}`);
      guest.say(said);
    };
    const unknown = async () => {
      const { status, said } = await asked('explain');
      hold(said.includes('No plugin knows'), `explain said ${status}: ${said}`);
    };

    const plugins = await Promise.all(['huawei', 'orange-fr'].map(authors));
    const stick = await guest.stick({ name: 'e173@orange-fr', plugins });
    await heard(run, (facts) => factsNamed(facts, 'verdict')[0], 'a verdict');
    await unknown();
    same(await managers.profiles(), [], 'profiles');

    await added('orange-fr');
    await added('huawei');
    const { name } = await managers.gsm('connected', 180_000);
    await leadsOut(guest, managers, name);
    same(await managers.profiles(), ['Orange France'], 'profiles');
    const plugged = factsNamed(run.soFar(), 'usb.plugged').length;

    for (const plugin of ['orange-fr', 'huawei']) {
      const { status, said } = await asked('plugin', 'remove', plugin);
      same(status, 0, `status of plugin remove, which said ${said}`);
    }
    same((await asked('plugin', 'list', '--json')).said.match(/"plugin":"[^"]+"/g)?.length, 2, 'plugins in the list');
    await heard(run, (facts) => factsNamed(facts, 'plugin.unloaded')[1], 'the second plugin.unloaded');
    // It keeps what it was recognised with for as long as it is there.
    await leadsOut(guest, managers, (await managers.gsm('connected')).name);
    same(factsNamed(run.soFar(), 'usb.plugged').length, plugged, 'times that it was plugged');

    stick.unplug();
    await managers.seen(async () => (await managers.devices()).length === 0, 'the device has gone');
    const before = factsNamed(run.soFar(), 'verdict').length;
    stick.plug();
    await heard(run, (facts) => factsNamed(facts, 'verdict')[before], 'another verdict');
    await unknown();
  },
};
export default scenario;
