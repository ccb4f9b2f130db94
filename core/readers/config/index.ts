import type { MakeReader } from '../reader.js';
import { chatScript } from './chat-script.js';
import { nmProfile } from './nm-profile.js';
import { pppOptions } from './ppp-options.js';
import { pppSecrets } from './ppp-secrets.js';
import { sakis3gConf } from './sakis3g-conf.js';
import { uci } from './uci.js';
import { wvdialConf } from './wvdial-conf.js';

/** In the order in which they are asked. */
export const configReaders: readonly MakeReader[] = [
  wvdialConf,
  nmProfile,
  uci,
  chatScript,
  pppOptions,
  pppSecrets,
  sakis3gConf,
];
