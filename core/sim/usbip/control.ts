import type { Descriptors } from './descriptors.js';
import { type Answer, done, stalled } from './endpoint.js';

/** The eight bytes of a control request (USB 2.0, 9.3). */
export interface Setup {
  readonly type: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

export const readSetup = (bytes: Uint8Array): Setup => {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const [type = 0, request = 0] = bytes;
  return { type, request, value: view.readUInt16LE(2), index: view.readUInt16LE(4), length: view.readUInt16LE(6) };
};

/** What a control request means, where it is one that every device knows. */
export type Meaning =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'configure'; readonly configuration: number }
  /** By its address, direction included. */
  | { readonly kind: 'clear-halt'; readonly endpoint: number }
  /** For an interface of the device, by its number: a request of its class. */
  | { readonly kind: 'class'; readonly interface: number };

/** Reads a control request by chapter 9 of USB 2.0. What is not known is stalled. */
export const meaningOf = (setup: Setup, described: Descriptors, configuration: number): Meaning => {
  const [kind, recipient] = [(setup.type >> 5) & 3, setup.type & 0x1f];
  if (kind === 1 && recipient === 1) return { kind: 'class', interface: setup.index & 0xff };
  if (kind !== 0) return refused;
  if (setup.request === requests.setConfiguration) return configure(setup);
  if (setup.request === requests.clearFeature && recipient === 2 && setup.value === endpointHalt)
    return { kind: 'clear-halt', endpoint: setup.index & 0xff };
  return { kind: 'answer', answer: fitted(standardAnswer(setup, described, configuration), setup) };
};

const requests = {
  getStatus: 0,
  clearFeature: 1,
  setFeature: 3,
  getDescriptor: 6,
  getConfiguration: 8,
  setConfiguration: 9,
  getInterface: 10,
  setInterface: 11,
} as const;
const endpointHalt = 0;

const refused: Meaning = { kind: 'answer', answer: stalled };

const configure = ({ value }: Setup): Meaning => (value > 1 ? refused : { kind: 'configure', configuration: value });

const standardAnswer = (setup: Setup, described: Descriptors, configuration: number): Uint8Array | undefined => {
  switch (setup.request) {
    case requests.getDescriptor:
      return descriptor(setup, described);
    case requests.getStatus:
      return Uint8Array.of(0, 0);
    case requests.getConfiguration:
      return Uint8Array.of(configuration);
    case requests.getInterface:
      return Uint8Array.of(0);
    case requests.setInterface:
      return setup.value === 0 && described.interfaces.some(({ number }) => number === setup.index) ? empty : undefined;
    // Remote wake-up and the like: heard, and of no effect here.
    case requests.clearFeature:
    case requests.setFeature:
      return empty;
    default:
      return undefined;
  }
};

/** There is no device qualifier: it works at high speed only. */
const descriptor = ({ value }: Setup, described: Descriptors): Uint8Array | undefined => {
  const [type, index] = [value >> 8, value & 0xff];
  if (type === 1) return described.device;
  if (type === 2) return index === 0 ? described.configuration : undefined;
  return type === 3 ? described.strings[index] : undefined;
};

const fitted = (data: Uint8Array | undefined, { length }: Setup): Answer =>
  data === undefined ? stalled : done(data.subarray(0, length));

const empty = new Uint8Array(0);
