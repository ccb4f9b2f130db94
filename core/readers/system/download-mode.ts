/**
 * A Qualcomm modem that waits for its firmware, by its name or its id: it has a serial port, and no AT commands on it. Gobi modules start so and are given
 * theirs by the host; any other one is so when its own firmware is broken, or was told to.
 */
export const isInDownloadMode = (vendor: string, product: string, name = ''): boolean =>
  named.test(name) || (vendor === '05c6' && ids.has(product));

const named = /\bQDL\b|\bQHSUSB|\bdownload mode\b/i;
const ids = new Set('9008 9201 9204 9208 9211 9214 9221 9224 9231 9234 9244 9264 9274'.split(' '));
