import { createRequire } from 'node:module';

/**
 * The calls of libc that Node has no door for. All run on the calling thread (a network namespace belongs to a thread) and throw an
 * `Error` whose `code` is the name of the errno, e.g. `EPERM`, as Node's own do.
 */
export interface Libc {
  readonly unshare: (flags: number) => void;
  /** `argument` is read and, where the request says so, written. */
  readonly ioctl: (fd: number, request: number, argument: Uint8Array) => void;
  readonly socket: (domain: number, type: number, protocol: number) => number;
  readonly setsockopt: (fd: number, level: number, option: number, value: Uint8Array) => void;
  readonly bind: (fd: number, address: Uint8Array) => void;
  readonly connect: (fd: number, address: Uint8Array) => void;
  /** Bytes of a C `long`: 8 or 4. */
  readonly wordBytes: number;
}

let loaded: Libc | undefined;

/** Loads koffi at the first use: 19 ms and 6 MB that a machine without TUN never pays. Throws where there is no libc to be had. */
export const libc = (): Libc => {
  loaded ??= load();
  return loaded;
};

const load = (): Libc => {
  const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi');
  const self = koffi.load(null);
  const named = new Map(Object.entries(koffi.os.errno).map(([name, number]) => [number, name]));
  const checked = (prototype: string) => {
    const call = self.func(prototype);
    return (...values: readonly (number | Uint8Array)[]): number => {
      const result: number = call(...values);
      if (result < 0) throw failure(call.info.name, named.get(koffi.errno()) ?? `errno ${koffi.errno()}`);
      return result;
    };
  };
  const unshare = checked('int unshare(int flags)');
  const ioctl = checked('int ioctl(int fd, unsigned long request, _Inout_ uint8_t *argument)');
  const socket = checked('int socket(int domain, int type, int protocol)');
  const setsockopt = checked('int setsockopt(int fd, int level, int option, const uint8_t *value, uint32_t size)');
  const bind = checked('int bind(int fd, const uint8_t *address, uint32_t size)');
  const connect = checked('int connect(int fd, const uint8_t *address, uint32_t size)');
  return {
    unshare,
    ioctl,
    socket,
    setsockopt: (fd, level, option, value) => setsockopt(fd, level, option, value, value.length),
    bind: (fd, address) => bind(fd, address, address.length),
    connect: (fd, address) => connect(fd, address, address.length),
    wordBytes: koffi.sizeof('long'),
  };
};

const failure = (call: string, code: string): Error => Object.assign(new Error(`${call}: ${code}`), { code });
