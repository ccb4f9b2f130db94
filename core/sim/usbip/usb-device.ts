import { meaningOf, readSetup, type Setup } from './control.js';
import type { Descriptors, InterfaceDescription } from './descriptors.js';
import { type Answer, done, type Endpoint, nothing, type Respond, stalled } from './endpoint.js';
import { type Command, type Reply, type Submit, type Unlink, urbStatus } from './protocol.js';
import type { UsbFunction } from './usb-function.js';

/** The device's side of a USB cable. */
export interface UsbDeviceSide {
  readonly receive: (command: Command) => void;
  /** The cable was pulled out at the host's end. */
  readonly close: () => void;
}

export interface DeviceSurroundings {
  readonly descriptors: Descriptors;
  /** Makes the function behind an interface, anew for each configuration. */
  readonly functionOf: (description: InterfaceDescription, respond: Respond) => UsbFunction;
  readonly reply: (reply: Reply) => void;
  /** The host took the configuration away and gave it back: what `authorized` of the kernel's sysfs does, a power cycle to a stick. */
  readonly onReset: () => void;
}

/** Requests that may wait at once; a tty has five. */
const mostPending = 1024;

/** Answers a host's requests as a device with these descriptors does. Never throws, whatever is asked. */
export const usbDevice = ({ descriptors, functionOf, reply, onReset }: DeviceSurroundings): UsbDeviceSide => {
  const pending = new Map<number, { readonly request: Submit; readonly endpoint: Endpoint }>();
  let functions: readonly UsbFunction[] = [];
  let configuration = 0;
  let wasConfigured = false;

  const respond: Respond = (request, answer) => {
    pending.delete(request.seqnum);
    reply(replyOf(request, answer));
  };
  const receive = (command: Command): void => {
    if (command.kind === 'unlink') unlink(command);
    else if (command.endpoint === 0) respond(command, control(command));
    else submit(command);
  };
  const submit = (request: Submit): void => {
    const endpoint = endpointAt(functions, (request.direction === 'in' ? 0x80 : 0) | request.endpoint);
    if (endpoint === undefined) respond(request, stalled);
    else if (pending.size >= mostPending) reply(failed(request, urbStatus.noMemory));
    else {
      pending.set(request.seqnum, { request, endpoint });
      endpoint.submit(request);
    }
  };
  /** One that is answered already cannot be taken back any more, and is no error. */
  const unlink = ({ seqnum, victim }: Unlink): void => {
    const found = pending.get(victim)?.endpoint.unlink(victim) === true;
    pending.delete(victim);
    reply({ kind: 'unlinked', seqnum, status: found ? urbStatus.unlinked : urbStatus.done });
  };
  const control = (request: Submit): Answer => {
    const setup = readSetup(request.setup);
    const meaning = meaningOf(setup, descriptors, configuration);
    if (meaning.kind === 'configure') return configure(meaning.configuration);
    if (meaning.kind === 'class') return ofClass(meaning.interface, setup);
    return meaning.kind === 'answer' ? meaning.answer : done();
  };
  const ofClass = (number: number, setup: Setup): Answer => {
    const answer = functions.find((one) => one.number === number)?.control(setup) ?? stalled;
    return answer.kind === 'done' ? done(answer.data.subarray(0, setup.length)) : answer;
  };
  const configure = (wanted: number): Answer => {
    const again = wanted !== 0 && configuration === 0 && wasConfigured;
    // Also the one that it has: after a reset of its port the host begins anew, and the modem behind knows nothing of it.
    rebuild(wanted);
    if (again) onReset();
    return done();
  };
  const rebuild = (wanted: number) => {
    closeAll();
    for (const { request } of pending.values()) reply(failed(request, urbStatus.shutDown));
    pending.clear();
    configuration = wanted;
    wasConfigured ||= wanted !== 0;
    if (wanted !== 0) functions = descriptors.interfaces.map((one) => functionOf(one, respond));
  };
  const closeAll = () => {
    for (const one of functions) one.close();
    functions = [];
  };
  return { receive, close: closeAll };
};

const endpointAt = (functions: readonly UsbFunction[], address: number): Endpoint | undefined =>
  functions.find(({ endpoints }) => endpoints.has(address))?.endpoints.get(address);

const replyOf = (request: Submit, answer: Answer): Reply => {
  if (answer.kind === 'stalled') return failed(request, urbStatus.stalled);
  const [length, data] = request.direction === 'in' ? [answer.data.length, answer.data] : [request.length, nothing];
  return { kind: 'submitted', seqnum: request.seqnum, status: urbStatus.done, length, data };
};

const failed = ({ seqnum }: Submit, status: number): Reply => ({
  kind: 'submitted',
  seqnum,
  status,
  length: 0,
  data: nothing,
});
