import { change, inMs, type Kind, seconds } from './kind.js';

/** On the call. Seconds count from CONNECT, at every call anew. */
export const callMisbehaviours: Readonly<Record<string, Kind>> = {
  'dial-no-carrier': {
    sentence: 'The network does not take the call: NO CARRIER.',
    apply: (one) => change(one, 'call', { refusedWith: 'NO CARRIER' }),
  },
  'dial-busy': {
    sentence: 'The network does not take the call: BUSY.',
    apply: (one) => change(one, 'call', { refusedWith: 'BUSY' }),
  },
  'dial-error': {
    sentence: 'The modem does not dial: ERROR.',
    apply: (one) => change(one, 'call', { refusedWith: 'ERROR' }),
  },
  'connect-then-silence': {
    sentence: 'After CONNECT not one byte comes.',
    apply: (one) => change(one, 'call', { peer: 'mute' }),
  },
  'lcp-silent': {
    sentence: 'After CONNECT the peer asks for LCP and answers nothing.',
    apply: (one) => change(one, 'call', { peer: 'lcp-silent' }),
  },
  'auth-refused': {
    sentence: 'The network refuses every user name and password.',
    apply: (one) => change(one, 'call', { peer: 'auth-refused' }),
  },
  'ipcp-nak-loop': {
    sentence: 'The peer corrects the name servers to placeholders for ever and gives no address.',
    apply: (one) => change(one, 'call', { peer: 'nak-loop' }),
  },
  'ipcp-conflict': {
    sentence: 'The peer names an address, and another one to whoever then asks for it.',
    apply: (one) => change(one, 'call', { peer: 'conflict' }),
  },
  'placeholder-dns': {
    sentence:
      'The peer first offers the name servers 10.11.12.13 and 10.11.12.14, which mean that it is not ready yet.',
    apply: (one) => change(one, 'call', { peer: 'placeholder' }),
  },
  'link-lost': {
    sentence: 'The call is lost after so long: NO CARRIER.',
    takesValue: seconds,
    apply: (one, value) => change(one, 'call', { lostAfterMs: inMs(value) }),
  },
  'echo-lost': {
    sentence: 'After so long nothing comes back any more, though the call stays.',
    takesValue: seconds,
    apply: (one, value) => change(one, 'call', { deafAfterMs: inMs(value) }),
  },
  'peer-terminates': {
    sentence: 'The peer ends the link politely after so long.',
    takesValue: seconds,
    apply: (one, value) => change(one, 'call', { terminatesAfterMs: inMs(value) }),
  },
};
