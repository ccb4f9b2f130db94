import { exitStatus, type Layer, layers } from '@dialtone/plugins';
import { table } from './fenced.js';

/** What each exit status means. */
export const exitStatuses = (): string =>
  table(
    ['status', 'means'],
    [
      ['0', 'online'],
      ['1', 'something unexpected: a bug of ours'],
      ['2', 'it cannot be done as it was asked; one sentence says why, and nothing was started'],
      ...layers.map((layer) => [String(exitStatus[layer]), `${where[layer]} (${layer})`]),
    ],
  );

const where: Readonly<Record<Layer, string>> = {
  detect: 'no stick, or none that a plugin knows',
  modeswitch: 'it stayed a CD-ROM, or did not come back as a modem',
  'port-select': 'no port that can be used',
  init: 'modem, SIM, registration or data context',
  dial: 'the call was not taken',
  ppp: 'the call was taken and gave no address',
  ip: 'the link is up, but no traffic or no names come through it',
};
