import type { CarrierPack, DeviceDefinition } from '@dialtone/plugins';
import type { ServiceIdentifier } from 'inversify';
import type { SchedulerLike } from 'rxjs';
import type { OpenSerial } from '../at/byte-stream.js';
import type { Journal } from '../facts/journal.js';
import type { Limits } from '../pipeline/limits.js';
import type { Catalog, Contributed, Memory, Usb } from '../pipeline/tools.js';
import type { ProcessParts } from '../session/process-parts.js';
import type { LendingDesk } from './lending-desk.js';
import type { WantedLevels } from './wanted-levels.js';

const token = <T>(name: string): ServiceIdentifier<T> => Symbol.for(`dialtone.${name}`);

/** The pieces this process consists of. */
export const tokens = {
  clock: token<SchedulerLike>('clock'),
  limits: token<Limits>('limits'),
  journal: token<Journal>('journal'),
  usb: token<Usb>('usb'),
  openSerial: token<OpenSerial>('open-serial'),
  engine: token<ProcessParts['engine']>('engine'),
  network: token<ProcessParts['network']>('network'),
  memory: token<Memory>('memory'),
  wanted: token<WantedLevels>('wanted'),
  desk: token<LendingDesk>('lending-desk'),
  /** One binding for each device and carrier of each accepted plugin; ask for all of them, at the time of use. */
  device: token<Contributed<DeviceDefinition>>('device'),
  carrier: token<Contributed<CarrierPack>>('carrier'),
  catalog: token<Catalog>('catalog'),
  processParts: token<ProcessParts>('process-parts'),
};
