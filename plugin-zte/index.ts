import { defineDevicePlugin } from '@dialtone/plugins';
import { zteFamilies } from './families.js';
import { mf627 } from './mf627.js';

/** The MF627 first: while nobody has asked the model yet, the stick of 19d2:0031 that we know in full goes before its family. */
export default defineDevicePlugin({ contract: 1, vendor: 'ZTE', devices: [mf627, ...zteFamilies()] });
