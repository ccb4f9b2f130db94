import { createRequire } from 'node:module';

/**
 * The calls of libc that Node has no door for. All run on the calling thread (a network namespace belongs to a thread) and throw an
 * `Error` whose `code` is the name of the errno, e.g. `EPERM`, as Node's own do.
 */
export interface Libc {
  readonly unshare: (flags: number) => void;
  /** `argument` is read and, where the request says so, written. */
  readonly ioctl: (fd: number, request: number, argument: Uint8Array) => void;
  /** One without an argument that may take seconds, on another thread: whether it was done. Its errno is lost on the way. Never rejects. */
  readonly ioctlAside: (fd: number, request: number) => Promise<boolean>;
  /** The same with a `struct rtentry`, which has a pointer in it. */
  readonly routeIoctl: (fd: number, request: number, route: RouteEntry) => void;
  readonly socket: (domain: number, type: number, protocol: number) => number;
  /** Two descriptors, connected with each other. */
  readonly socketpair: (domain: number, type: number, protocol: number) => readonly [number, number];
  readonly setsockopt: (fd: number, level: number, option: number, value: Uint8Array) => void;
  readonly bind: (fd: number, address: Uint8Array) => void;
  readonly connect: (fd: number, address: Uint8Array) => void;
}

/** What of a `struct rtentry` is used here (source: linux/route.h). */
export interface RouteEntry {
  /** Each a `sockaddr`, 16 bytes. */
  readonly destination: Uint8Array;
  readonly gateway: Uint8Array;
  readonly mask: Uint8Array;
  readonly flags: number;
  /** One more than the metric; 0 is metric 0 too. */
  readonly metric: number;
  /** The interface; else the kernel finds the one that reaches the gateway. */
  readonly device?: string;
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
  const checking =
    (call: ReturnType<typeof self.func>) =>
    (...values: readonly (number | object)[]): number => {
      const result: number = call(...values);
      if (result < 0) throw failure(call.info.name, named.get(koffi.errno()) ?? `errno ${koffi.errno()}`);
      return result;
    };
  const checked = (prototype: string) => checking(self.func(prototype));
  const unshare = checked('int unshare(int flags)');
  const ioctl = checked('int ioctl(int fd, unsigned long request, _Inout_ uint8_t *argument)');
  const routeIoctl = checking(self.func('ioctl', 'int', ['int', 'unsigned long', koffi.pointer(routeStruct(koffi))]));
  const plainIoctl = self.func('int ioctl(int fd, unsigned long request, size_t nothing)');
  const socket = checked('int socket(int domain, int type, int protocol)');
  const socketpair = checked('int socketpair(int domain, int type, int protocol, _Out_ uint8_t *pair)');
  const setsockopt = checked('int setsockopt(int fd, int level, int option, const uint8_t *value, uint32_t size)');
  const bind = checked('int bind(int fd, const uint8_t *address, uint32_t size)');
  const connect = checked('int connect(int fd, const uint8_t *address, uint32_t size)');
  return {
    unshare,
    ioctl,
    ioctlAside: (fd, request) =>
      new Promise((resolve) => {
        plainIoctl.async(fd, request, 0, (error: unknown, result: number) => resolve(!error && result >= 0));
      }),
    routeIoctl: (fd, request, route) => routeIoctl(fd, request, inC(route)),
    socket,
    socketpair: (domain, type, protocol) => {
      const pair = new Int32Array(2);
      socketpair(domain, type, protocol, new Uint8Array(pair.buffer));
      return [pair[0] ?? -1, pair[1] ?? -1];
    },
    setsockopt: (fd, level, option, value) => setsockopt(fd, level, option, value, value.length),
    bind: (fd, address) => bind(fd, address, address.length),
    connect: (fd, address) => connect(fd, address, address.length),
  };
};

/** Without a name: those of koffi are for the whole process, and once. */
const routeStruct = (koffi: typeof import('koffi')) => {
  const address = koffi.array('uint8_t', 16);
  return koffi.struct({
    rt_pad1: 'unsigned long',
    rt_dst: address,
    rt_gateway: address,
    rt_genmask: address,
    rt_flags: 'unsigned short',
    rt_pad2: 'short',
    rt_pad3: 'unsigned long',
    rt_pad4: 'void *',
    rt_metric: 'short',
    rt_dev: 'const char *',
    rt_mtu: 'unsigned long',
    rt_window: 'unsigned long',
    rt_irtt: 'unsigned short',
  });
};

const inC = ({ destination, gateway, mask, flags, metric, device }: RouteEntry): object => ({
  rt_pad1: 0,
  rt_dst: destination,
  rt_gateway: gateway,
  rt_genmask: mask,
  rt_flags: flags,
  rt_pad2: 0,
  rt_pad3: 0,
  rt_pad4: undefined,
  rt_metric: metric,
  rt_dev: device,
  rt_mtu: 0,
  rt_window: 0,
  rt_irtt: 0,
});

const failure = (call: string, code: string): Error => Object.assign(new Error(`${call}: ${code}`), { code });
