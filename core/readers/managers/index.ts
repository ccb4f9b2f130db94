import type { MakeReader } from '../reader.js';
import { mmcliReader } from './mmcli.js';
import { modemManagerReader } from './modem-manager.js';
import { netifdReader } from './netifd.js';
import { networkManagerReader } from './network-manager.js';
import { nmcliReader } from './nmcli.js';
import { qmiToolsReader } from './qmi-tools.js';
import { rfkillReader } from './rfkill.js';

/** In the order in which they are asked: ModemManager first, since NetworkManager takes every line with a level for its own. */
export const managersReaders: readonly MakeReader[] = [
  modemManagerReader,
  networkManagerReader,
  mmcliReader,
  nmcliReader,
  rfkillReader,
  qmiToolsReader,
  netifdReader,
];
