import { type Done, factsNamed, type Guest, same } from '../guest/guest.js';
import { type Managers, startManagers } from '../guest/network-manager.js';
import type { Scenario } from '../guest/scenario.js';
import { answers } from '../guest/way-out.js';

/** Each is noted with what was said, so that a run with ModemManager in Dialtone's place can be laid beside one with Dialtone. */
type Mmcli = Managers['mmcli'];

/** What does not fit; they are told together, since a run takes its time. */
const misfits: string[] = [];

const scenario: Scenario = {
  says: 'mmcli does with Dialtone what it does with ModemManager, and somebody without the right is refused',
  play: async (guest) => {
    const managers = await startManagers(guest, { networkManager: false, words: ['--no-provision'] });
    const transcript: string[] = [];
    guest.note('transcript', transcript);
    const mmcli: Mmcli = async (...words) => {
      const { status, output } = await managers.mmcli(...words);
      transcript.push(`$ mmcli ${words.join(' ')}`, ...output.split('\n'), `status ${status}`);
      return { status, output };
    };
    await guest.stick();
    await managers.seen(async () => (await managers.mmcli('-m', 'any')).status === 0, 'a modem');
    await read(mmcli);
    await refused(guest, mmcli);
    await enabled(guest, managers, mmcli);
    await connected(guest, managers, mmcli);
    await disabled(managers, mmcli);
    await reset(managers, mmcli);
    same(misfits, [], 'what does not fit');
  },
};
export default scenario;

const read = async (mmcli: Mmcli): Promise<void> => {
  matches(await mmcli('-L'), [/\/org\/freedesktop\/ModemManager1\/Modem\/0 \[.*\] MF627/]);
  matches(await mmcli('-m', 'any'), [
    /equipment id: 001017006270311/,
    /drivers: .*option/,
    /ports: .*ttyUSB\d \(at\)/,
    /state: .*disabled/,
    /primary sim path: \/org\/freedesktop\/ModemManager1\/SIM\/0/,
  ]);
  matches(await mmcli('-i', '0'), [/imsi: 23420\d+/, /iccid: 8944200123456789012/, /operator id: 23420/]);
  fails(await mmcli('-m', '9'), /couldn't find modem/);
};

const refused = async (guest: Guest, mmcli: Mmcli): Promise<void> => {
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  for (const word of ['--enable', '--disable', '--reset', '--simple-connect=apn=three.co.uk']) {
    const said = await guest.run('setpriv', ...nobody, 'mmcli', '-m', 'any', word);
    fails(said, /Unauthorized|PolicyKit|AccessDenied/);
  }
  fails(await mmcli('-m', 'any', '--command=AT+CSQ'), /Unauthorized.*debug/s);
};

const enabled = async (guest: Guest, managers: Managers, mmcli: Mmcli): Promise<void> => {
  matches(await mmcli('-m', 'any', '--enable'), [/successfully enabled the modem/]);
  await state(managers, 'registered');
  matches(await mmcli('-m', 'any'), [
    /access tech: (umts|hs)/,
    /signal quality: 5\d% /,
    /operator id: 23420/,
    /registration: home/,
    /packet service state: attached/,
  ]);
  matches(await simpleStatus(guest), [
    /"state"\s+variant\s+uint32 8/,
    /"m3gpp-operator-code"\s+variant\s+string "23420"/,
  ]);
  await signal(managers, mmcli);
  matches(await mmcli('-m', 'any', '--3gpp-scan', '--timeout=100'), [/23420 - .*(current|available)/]);
  matches(await mmcli('-m', 'any', '--3gpp-register-home', '--timeout=100'), [/successfully registered/]);
  await state(managers, 'registered');
};

/** ModemManager has it for this stick not at all. */
const signal = async ({ modems }: Managers, mmcli: Mmcli): Promise<void> => {
  const setUp = await mmcli('-m', 'any', '--signal-setup=5');
  if (modems === 'modemmanager') return fails(setUp, /modem has no extended signal capabilities/);
  matches(setUp, [/Successfully setup signal quality/]);
  matches(await mmcli('-m', 'any', '--signal-get'), [/refresh rate: 5 seconds/, /rssi: -\d+/]);
  matches(await mmcli('-m', 'any', '--signal-setup=0'), [/Successfully setup signal quality/]);
};

/** mmcli 1.20.4 has the option --simple-status and takes it for none at all. */
const simpleStatus = (guest: Guest): Promise<Done> =>
  guest.run(
    'dbus-send',
    '--system',
    '--print-reply',
    '--dest=org.freedesktop.ModemManager1',
    '/org/freedesktop/ModemManager1/Modem/0',
    'org.freedesktop.ModemManager1.Modem.Simple.GetStatus',
  );

const connected = async (guest: Guest, managers: Managers, mmcli: Mmcli): Promise<void> => {
  matches(await mmcli('-m', 'any', '--simple-connect=apn=three.co.uk,ip-type=ipv4'), [/successfully connected/]);
  await state(managers, 'connected');
  const { output } = await mmcli('-m', 'any');
  const path = /\/org\/freedesktop\/ModemManager1\/Bearer\/\d+/.exec(output)?.[0] ?? 'none';
  const bearer = await mmcli('-b', path);
  matches(bearer, [/connected: yes/, /apn: three.co.uk/, /ip type: ipv4/]);
  if (managers.modems === 'dialtone') {
    matches(bearer, [/method: static/, /address: \d/, /gateway: \d/, /dns: \d/]);
    await answers(guest, /interface: (\S+)/.exec(bearer.output)?.[1] ?? '');
  }
  matches(await mmcli('-m', 'any', '--simple-disconnect'), [/successfully disconnected/]);
  await state(managers, 'registered');
};

const disabled = async (managers: Managers, mmcli: Mmcli): Promise<void> => {
  matches(await mmcli('-m', 'any', '--disable'), [/successfully disabled/]);
  await state(managers, 'disabled');
  await mmcli('-m', 'any', '--set-power-state-low');
  await mmcli('-m', 'any');
  await mmcli('-m', 'any', '--set-power-state-on');
  matches(await mmcli('-m', 'any', '--simple-connect=apn=three.co.uk'), [/successfully connected/]);
  await state(managers, 'connected');
  matches(await mmcli('-m', 'any', '--disable'), [/successfully disabled/]);
  await state(managers, 'disabled');
};

const reset = async (managers: Managers, mmcli: Mmcli): Promise<void> => {
  const said = () => managers.modemManager.dialtone().soFar();
  const before = managers.modems === 'dialtone' ? said().length : 0;
  const answer = await mmcli('-m', 'any', '--reset');
  if (managers.modems === 'modemmanager') return fails(answer, /Cannot reset the modem: operation not supported/);
  matches(answer, [/successfully reset/]);
  const standsBy = async () => factsNamed(said().slice(before), 'standby.reached').length > 0;
  await managers.seen(standsBy, 'the modem after its reset');
  matches(await mmcli('-m', 'any', '--simple-connect=apn=three.co.uk'), [/successfully connected/]);
};

const state = (managers: Managers, wanted: string): Promise<unknown> =>
  managers.seen(
    async () =>
      new RegExp(`modem\\.generic\\.state +: ${wanted}\n`).test((await managers.mmcli('-m', 'any', '-K')).output),
    `state "${wanted}"`,
  );

const matches = ({ status, output }: Done, expected: readonly RegExp[]): void => {
  if (status !== 0) misfits.push(`status ${status}: ${output}`);
  for (const pattern of expected) if (!pattern.test(plain(output))) misfits.push(`${pattern} is not in ${output}`);
};

const fails = ({ status, output }: Done, why: RegExp): void => {
  if (status === 0 || !why.test(output)) misfits.push(`not a failure with ${why}: status ${status}: ${output}`);
};

/** Without the lines of its table. */
const plain = (output: string): string => output.replaceAll('|', ' ').replace(/ +/g, ' ');
