import { done, type Endpoint, type Respond, stalled } from './endpoint.js';

/** An endpoint that the host writes to: everything is taken at once, and in order. `take` gives false to stall. */
export const outEndpoint = (respond: Respond, take: (bytes: Uint8Array) => boolean): Endpoint => ({
  submit: (request) => respond(request, take(request.data) ? done() : stalled),
  unlink: () => false,
});
