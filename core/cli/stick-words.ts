import type { StickStatus } from '../dbus/status.js';
import type { Diagnosis } from '../facts/fact.js';
import { printable } from '../facts/printable.js';

/** Which stick, as `MF627 at 1-1`. */
export const stickWords = ({ device, stick }: StickStatus): string =>
  `${device === undefined ? 'Unknown stick' : printable(device)} at ${printable(stick)}`;

/** What it does now, as the end of a sentence. */
export const doingWords = ({ doing, wanted, stage, link }: StickStatus): string => {
  const where = stage === undefined ? '' : `, in ${stage}`;
  switch (doing) {
    case 'walking':
      return `${wanted === 'online' ? 'connecting' : 'getting ready'}${where}`;
    case 'repairing':
      return `trying again${where}`;
    case 'pausing':
      return 'waiting until everything is tried again';
    case 'standing-by':
      return 'standing by: nobody has asked it to go online';
    case 'ready':
      return 'registered: nobody has asked it to go online';
    case 'resting':
      return 'left alone: nothing is wanted of it';
    case 'online':
      return `online${link === undefined ? '' : ` as ${printable(link.address)} ${placeWords(link)}`}`;
  }
};

/** Where a link is to be had, behind its address. */
export const placeWords = ({ interface: name }: { readonly interface?: string }): string =>
  name === undefined ? '(inside Dialtone)' : `on ${printable(name)}`;

/** Why it is not online, surest first; what was wrong before it came online is over. */
export const causesNow = ({ doing, causes }: StickStatus): readonly Diagnosis[] => (doing === 'online' ? [] : causes);

/** Where there is none. */
export const noStick = 'No stick is plugged in: plug one in, and `dialtone watch` shows what becomes of it.';
