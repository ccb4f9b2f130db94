import { done, type Endpoint, type Respond, stalled } from './endpoint.js';
import type { Submit } from './protocol.js';

/** An endpoint that the host reads from: its requests wait until there is something to say. */
export interface InEndpoint extends Endpoint {
  /** How many requests wait. */
  readonly waiting: () => number;
  /** Answers as many requests as the source has something for. */
  readonly deliver: () => void;
  /** Stalls what waits and what comes, or no longer does. */
  readonly halt: (halted: boolean) => void;
}

/** Where an endpoint's bytes come from: at most `length` of them for one request; `undefined` while there are none. */
export interface Source {
  readonly take: (length: number) => Uint8Array | undefined;
}

export const inEndpoint = (respond: Respond, source: Source): InEndpoint => {
  let requests: readonly Submit[] = [];
  let halted = false;
  const answer = (request: Submit, data: Uint8Array | undefined) => {
    requests = requests.filter((one) => one !== request);
    respond(request, data === undefined ? stalled : done(data));
  };
  const deliver = () => {
    for (let next = requests[0]; next !== undefined; next = requests[0]) {
      const data = halted ? undefined : source.take(next.length);
      if (data === undefined && !halted) return;
      answer(next, data);
    }
  };
  return {
    submit: (request) => {
      requests = [...requests, request];
      deliver();
    },
    unlink: (seqnum) => {
      const before = requests.length;
      requests = requests.filter((one) => one.seqnum !== seqnum);
      return requests.length < before;
    },
    waiting: () => requests.length,
    deliver,
    halt: (now) => {
      halted = now;
      deliver();
    },
  };
};

/** Bytes without bounds between them, as a tty's: a request takes whatever is there. Beyond `limitBytes` what comes is dropped. */
export const streamSource = (limitBytes: number) => {
  let pieces: Uint8Array[] = [];
  let size = 0;
  const take = (length: number): Uint8Array | undefined => {
    if (size === 0) return undefined;
    const all = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
    const rest = all.subarray(length);
    pieces = rest.length === 0 ? [] : [rest];
    size = rest.length;
    return all.subarray(0, length);
  };
  return {
    take,
    give: (bytes: Uint8Array) => {
      const piece = bytes.subarray(0, limitBytes - size);
      if (piece.length > 0) pieces.push(piece);
      size += piece.length;
    },
    clear: () => {
      pieces = [];
      size = 0;
    },
  };
};

/** Transfers, each of which ends for itself: one that is shorter than the host expects ends with a short packet, an empty one if need be. */
export const transferSource = () => {
  let transfers: readonly { readonly bytes: Uint8Array; readonly short: boolean }[] = [];
  const take = (length: number): Uint8Array | undefined => {
    const [next, ...others] = transfers;
    if (next === undefined) return undefined;
    const [bytes, rest] = [next.bytes.subarray(0, length), next.bytes.subarray(length)];
    const goesOn = rest.length > 0 || (next.short && bytes.length === length);
    transfers = goesOn ? [{ ...next, bytes: rest }, ...others] : others;
    return bytes;
  };
  return {
    take,
    give: (bytes: Uint8Array, short = false) => {
      transfers = [...transfers, { bytes, short }];
    },
    isEmpty: () => transfers.length === 0,
    clear: () => {
      transfers = [];
    },
  };
};
