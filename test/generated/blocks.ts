import { causeCatalogue, causesOfDoctor } from './cause-catalogue.js';
import { corridor } from './corridor.js';
import { demo, failure, json } from './demo.js';
import { doctorCase } from './doctor-case.js';
import { exitStatuses } from './exit-statuses.js';
import type { Blocks } from './marked-blocks.js';
import { misbehaviourTable } from './misbehaviour-table.js';
import { recoveryActionTable, recoveryPolicy } from './recovery.js';
import { scenarioExample } from './scenario-example.js';

/** Every generated text of the documents, by the name of its block. */
export const allBlocks = async (): Promise<Blocks> => ({
  demo: await demo(),
  failure: await failure(),
  json: await json(),
  'exit-statuses': exitStatuses(),
  corridor: corridor(),
  'recovery-actions': recoveryActionTable(),
  'recovery-policy': recoveryPolicy(),
  causes: causeCatalogue(),
  'causes-of-doctor': causesOfDoctor(),
  'doctor-apn': doctorCase('apn-missing', 'thread-2009'),
  'doctor-pin': doctorCase('sim-pin-required', 'managers-journal-no-agent'),
  'doctor-usb': doctorCase('not-mode-switched', 'kernel-cdrom'),
  misbehaviours: await misbehaviourTable(),
  scenario: scenarioExample(),
});
