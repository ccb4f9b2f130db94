import type { EventEmitter } from 'node:events';
import { failure } from './failure.js';
import type { AskFlags } from './json-option.js';
import type { AddFlags, NewCarrierFlags, NewDeviceFlags, PinFlags } from './plugin-program.js';
import {
  type Commands,
  type DaemonFlags,
  type InstallServiceFlags,
  program,
  type SimulateFlags,
  type UpFlags,
} from './program.js';

/** What the command line touches of the process. */
export interface Io {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: { readonly write: (text: string) => unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Emits SIGINT, SIGTERM, SIGHUP, and SIGCONT when it goes on after a stop. */
  readonly signals: EventEmitter;
}

/** Runs one command line (`argv` as process.argv) and gives the exit status; it never rejects. */
export const main = async (argv: readonly string[], io: Io, run: Runs = lazily): Promise<number> => {
  let status = 0;
  const commands: Commands = {
    up: async (flags) => {
      status = await run.up(flags, io);
    },
    simulate: async (stick, flags) => {
      status = await run.simulate(stick, flags, io);
    },
    daemon: async (flags) => {
      status = await run.daemon(flags, io);
    },
    status: async (flags) => {
      status = await run.status(flags, io);
    },
    explain: async (stick, flags) => {
      status = await run.explain(stick, flags, io);
    },
    watch: async (flags) => {
      status = await run.watch(flags, io);
    },
    doctor: async (files, flags) => {
      status = await run.doctor(files, flags, io);
    },
    plugin: {
      add: async (source, flags) => {
        status = await run.addPlugin(source, flags, io);
      },
      remove: async (name, flags) => {
        status = await run.removePlugin(name, flags, io);
      },
      info: async (plugin, flags) => {
        status = await run.pluginInfo(plugin, flags, io);
      },
      list: async (flags) => {
        status = await run.listPlugins(flags, io);
      },
      pin: async (name, flags) => {
        status = await run.pinPlugin(name, flags, io);
      },
      newCarrier: async (name, flags) => {
        status = await run.newCarrier(name, flags, io);
      },
      newDevice: async (name, flags) => {
        status = await run.newDevice(name, flags, io);
      },
      check: async (path, flags) => {
        status = await run.checkPlugin(path, flags, io);
      },
      test: async (path, flags) => {
        status = await run.testPlugin(path, flags, io);
      },
    },
    'install-service': async (flags) => {
      status = await run.installService(flags, io);
    },
    'uninstall-service': async () => {
      status = await run.uninstallService(io);
    },
  };
  try {
    await program(commands, (text) => io.stdout.write(text)).parseAsync([...argv]);
    return status;
  } catch (error) {
    return told(
      error,
      io,
      argv.slice(2, 3).find((word) => Object.hasOwn(commands, word)),
    );
  }
};

/** Says an error in one sentence on stderr and gives the status that goes with it. The stack is for DIALTONE_DEBUG only. */
export const told = (error: unknown, { stderr, env }: Pick<Io, 'stderr' | 'env'>, command?: string): number => {
  const { status, sentence } = failure(error, command);
  if (sentence !== undefined) stderr.write(`${sentence}\n`);
  if (status === 1 && env.DIALTONE_DEBUG && error instanceof Error) stderr.write(`${error.stack}\n`);
  return status;
};

/** What each command does; gives the exit status. */
export interface Runs {
  readonly up: (flags: UpFlags, io: Io) => Promise<number>;
  readonly simulate: (stick: string | undefined, flags: SimulateFlags, io: Io) => Promise<number>;
  readonly daemon: (flags: DaemonFlags, io: Io) => Promise<number>;
  readonly status: (flags: AskFlags, io: Io) => Promise<number>;
  readonly explain: (stick: string | undefined, flags: AskFlags, io: Io) => Promise<number>;
  readonly watch: (flags: AskFlags, io: Io) => Promise<number>;
  readonly doctor: (files: readonly string[], flags: AskFlags, io: Io) => Promise<number>;
  readonly addPlugin: (source: string, flags: AddFlags, io: Io) => Promise<number>;
  readonly removePlugin: (name: string, flags: AskFlags, io: Io) => Promise<number>;
  readonly pluginInfo: (plugin: string, flags: AskFlags, io: Io) => Promise<number>;
  readonly listPlugins: (flags: AskFlags, io: Io) => Promise<number>;
  readonly pinPlugin: (name: string, flags: PinFlags, io: Io) => Promise<number>;
  readonly newCarrier: (name: string | undefined, flags: NewCarrierFlags, io: Io) => Promise<number>;
  readonly newDevice: (name: string | undefined, flags: NewDeviceFlags, io: Io) => Promise<number>;
  readonly checkPlugin: (path: string, flags: AskFlags, io: Io) => Promise<number>;
  readonly testPlugin: (path: string, flags: AskFlags, io: Io) => Promise<number>;
  readonly installService: (flags: InstallServiceFlags, io: Io) => Promise<number>;
  readonly uninstallService: (io: Io) => Promise<number>;
}

/** `dialtone --help` loads commander and nothing else. */
const lazily: Runs = {
  up: async (flags, io) => {
    const [{ up }, { run }] = await Promise.all([import('./up.js'), import('./run.js')]);
    return up(flags, io, run);
  },
  simulate: async (stick, flags, io) => {
    const { simulate } = await import('./simulate.js');
    return simulate(stick, flags, io, async (options) => {
      const { startSimulation } = await import('./start-simulation.js');
      return startSimulation(options);
    });
  },
  daemon: async (flags, io) => {
    const { daemonCommand } = await import('./daemon-command.js');
    return daemonCommand(flags, io, async (options) => {
      const { startDaemon } = await import('./start-daemon.js');
      return startDaemon(options);
    });
  },
  status: async (flags, io) => {
    const [{ status }, { reachDialtone }] = await Promise.all([import('./status.js'), import('./reach-dialtone.js')]);
    return status(flags, io, reachDialtone);
  },
  explain: async (stick, flags, io) => {
    const [{ explain }, { reachDialtone }] = await Promise.all([import('./explain.js'), import('./reach-dialtone.js')]);
    return explain(stick, flags, io, reachDialtone);
  },
  watch: async (flags, io) => {
    const [{ watch }, { reachDialtone }] = await Promise.all([import('./watch.js'), import('./reach-dialtone.js')]);
    return watch(flags, io, reachDialtone);
  },
  doctor: async (files, flags, io) => {
    const { doctor } = await import('./doctor.js');
    return doctor(files, flags, io);
  },
  addPlugin: async (source, flags, io) => {
    const { addPlugin } = await import('./plugin-changes.js');
    return addPlugin(source, flags, io);
  },
  removePlugin: async (name, flags, io) => {
    const { removePluginNamed } = await import('./plugin-changes.js');
    return removePluginNamed(name, flags, io);
  },
  pluginInfo: async (plugin, flags, io) => {
    const { pluginInfo } = await import('./plugin-info.js');
    return pluginInfo(plugin, flags, io);
  },
  listPlugins: async (flags, io) => {
    const { listPlugins } = await import('./plugin-command.js');
    return listPlugins(flags, io);
  },
  pinPlugin: async (name, flags, io) => {
    const { pinPluginNamed } = await import('./plugin-changes.js');
    return pinPluginNamed(name, flags, io);
  },
  newCarrier: async (name, flags, io) => {
    const { newCarrierPlugin } = await import('./new-plugin.js');
    return newCarrierPlugin(name, flags, io);
  },
  newDevice: async (name, flags, io) => {
    const { newDevicePlugin } = await import('./new-plugin.js');
    return newDevicePlugin(name, flags, io);
  },
  checkPlugin: async (path, flags, io) => {
    const { checkPluginAt } = await import('./plugin-command.js');
    return checkPluginAt(path, flags, io);
  },
  testPlugin: async (path, flags, io) => {
    const { testPluginAt } = await import('./plugin-command.js');
    return testPluginAt(path, flags, io);
  },
  installService: async (flags, io) => {
    const { installServiceCommand } = await import('./service-command.js');
    return installServiceCommand(flags, io);
  },
  uninstallService: async (io) => {
    const { uninstallServiceCommand } = await import('./service-command.js');
    return uninstallServiceCommand(io);
  },
};
