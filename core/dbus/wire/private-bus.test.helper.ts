import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PrivateBus {
  readonly address: string;
  /** Kills it as a crash does, and waits until it is dead. */
  readonly stop: () => Promise<void>;
}

/** A real dbus-daemon on a socket of its own, where everybody may do everything, with the system bus's limit on outstanding calls. */
export const privateBus = async (): Promise<PrivateBus> => {
  const directory = await mkdtemp(join(tmpdir(), 'dialtone-bus-'));
  const config = join(directory, 'bus.conf');
  await writeFile(config, configuration(join(directory, 'socket')));
  const daemon = spawn(program, [...withUs, `--config-file=${config}`, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await firstLine(daemon);
  const stop = async () => {
    if (daemon.exitCode === null && daemon.signalCode === null) {
      const dead = once(daemon, 'exit');
      daemon.kill('SIGKILL');
      await dead;
    }
    await rm(directory, { recursive: true, force: true });
  };
  return { address, stop };
};

/** Whatever ends this process, a killed test run too, ends the daemon with it. */
const [program, ...withUs] = ['setpriv', '--pdeathsig=KILL', 'dbus-daemon'] as const;

const configuration = (socket: string): string => `<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
  </policy>
  <limit name="max_replies_per_connection">128</limit>
</busconfig>
`;

const firstLine = (daemon: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let told = '';
    let complaints = '';
    daemon.stderr?.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    const failed = (why: string) =>
      reject(new Error(`This test needs dbus-daemon (the Debian package has the same name): ${why}`));
    daemon.once('error', (error) => failed(error.message));
    daemon.once('close', (code) => failed(`it ended at once with ${code}: ${complaints}`));
    daemon.stdout?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes('\n')) resolve(told.slice(0, told.indexOf('\n')));
    });
  });
