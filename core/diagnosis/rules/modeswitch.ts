import type { Rule } from '@dialtone/plugins';
import { endedWith } from './ended-with.js';

export const modeswitchRules: readonly Rule[] = [
  {
    cause: 'not-mode-switched',
    when: [endedWith('modeswitch.no-recipe')],
    confidence: 0.9,
    says: 'The stick is a CD-ROM still, and its plugin does not say how to turn it into a modem.',
    remedy: 'Install a newer device plugin for it.',
  },
  {
    cause: 'not-mode-switched',
    when: [endedWith('modeswitch.no-tool')],
    confidence: 0.95,
    says: 'The stick is a CD-ROM still, and usb_modeswitch, which turns it into a modem, is not installed.',
    remedy:
      'Install it: apt install usb-modeswitch (or what your distribution calls it), then plug the stick in again.',
  },
  {
    cause: 'not-mode-switched',
    when: [endedWith('modeswitch.refused')],
    confidence: 0.9,
    says: 'The stick refused to leave its CD-ROM mode[ ({walk.ended:detail})].',
    remedy: 'Unplug it for ten seconds and plug it in again; close any program that has its CD-ROM open.',
  },
  {
    cause: 'not-mode-switched',
    when: [endedWith('modeswitch.not-returned')],
    confidence: 0.85,
    says: 'The stick was told to leave its CD-ROM mode and has not come back as a modem.',
    remedy: 'Unplug it for ten seconds and plug it into a port with more power, not a hub.',
  },
  {
    cause: 'usb-disconnect-loop',
    when: [endedWith('modeswitch.not-returned')],
    confidence: 0.4,
    says: 'It may have been pulled out while it was away, or have lost its power in that moment.',
    remedy: 'Plug it in again and leave it there for half a minute.',
  },
  {
    cause: 'not-mode-switched',
    when: [endedWith('modeswitch.unchanged')],
    confidence: 0.9,
    says: 'The stick left its CD-ROM mode and came back as something its plugin does not know[ ({walk.ended:detail})].',
    remedy: 'Install a device plugin that knows this id, or tell the author of the one in use.',
  },
];
