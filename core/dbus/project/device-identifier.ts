import { createHash } from 'node:crypto';
import type { StickView } from '../behind.js';

/**
 * What a profile of NetworkManager's knows a stick by: the same for the same stick with any SIM in any socket. One that does not tell its IMEI
 * is known by its kind and its place, since two of a kind must not be one; not by its product id, which its CD-ROM has another one of.
 */
export const deviceIdentifier = ({ session, identity }: Pick<StickView, 'session' | 'identity'>): string => {
  const { usb, device, stick } = session;
  const kind = [usb?.vendor, device?.model, stick].join(':');
  return createHash('sha1')
    .update(identity.imei ?? kind)
    .digest('hex');
};
