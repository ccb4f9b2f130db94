import type { Rule } from '@dialtone/plugins';
import { endedWith } from './ended-with.js';

export const detectRules: readonly Rule[] = [
  {
    cause: 'no-usb-modem',
    when: [endedWith('detect.no-device')],
    confidence: 0.9,
    says: 'No modem showed up on the USB bus.',
    remedy: 'Plug the stick into another USB port, without a hub in between, and look whether its light comes on.',
  },
  {
    cause: 'unknown-device',
    when: [endedWith('detect.unknown-device')],
    confidence: 0.9,
    says: 'No plugin knows this device[ ({walk.ended:detail})].',
    remedy:
      'Add the device plugin for it: dialtone plugin add NAME. Where there is none yet, dialtone plugin new device begins one.',
  },
  {
    cause: 'ambiguous-device',
    when: [endedWith('detect.ambiguous-device')],
    confidence: 0.95,
    says: 'Two plugins claim this device equally[: {walk.ended:detail}].',
    remedy: 'Say which one is to have it: dialtone plugin pin NAME.',
  },
  {
    cause: 'usb-disconnect-loop',
    when: [endedWith('usb.gone')],
    confidence: 0.7,
    says: 'The stick left the USB bus.',
    remedy: 'If nobody unplugged it, try another USB port or a short cable: most sticks that leave lack power.',
  },
];
