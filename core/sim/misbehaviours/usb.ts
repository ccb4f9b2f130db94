import { type StageName, stages } from '@dialtone/plugins';
import { change, type Kind } from './kind.js';

/** On the bus. */
export const usbMisbehaviours: Readonly<Record<string, Kind>> = {
  'no-reenumerate': {
    sentence: 'After the mode switch the stick leaves the bus and does not come back.',
    apply: (one) => change(one, 'usb', { returns: false }),
  },
  'switch-twice': {
    sentence: 'A second mode switch takes the ttys away, as on 19d2:0031.',
    apply: (one) => change(one, 'usb', { secondSwitch: 'loses-ttys' }),
  },
  'port-held': {
    sentence: 'Another program holds every port of the stick.',
    apply: (one) => change(one, 'usb', { portsHeld: true }),
  },
  'unplug-at': {
    sentence: 'Somebody pulls the stick out, once, when that stage is seen to begin.',
    takesValue: {
      called: 'STAGE',
      needed: true,
      pattern: new RegExp(`^(${stages.join('|')})$`),
      means: `STAGE is one of ${stages.join(', ')}`,
      samples: stages,
    },
    apply: (one, value) =>
      change(one, 'usb', { unplugAt: stages.find((stage): stage is StageName => stage === value) }),
  },
};
