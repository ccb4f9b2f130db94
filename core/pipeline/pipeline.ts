import { detect } from './detect.js';
import { dial } from './dial.js';
import { init } from './init/init.js';
import type { Online, Plugged } from './knowledge.js';
import { modeswitch } from './modeswitch.js';
import { portSelect } from './port-select.js';
import { ppp } from './ppp.js';
import type { PipelineStage } from './stage.js';

/**
 * The corridor: from "a stick is on the bus" to "IP flows", one direction, one exit. Emits Online and holds the link until it
 * ends; then, like whatever else ends a walk, it errors with an Exit. Nobody here knows who comes next or decides what to do about it.
 */
export const pipeline: PipelineStage<Plugged, Online> = (tools) => (plugged$) =>
  plugged$.pipe(
    detect(tools), // which plugin knows this stick?
    modeswitch(tools), // CD-ROM → modem
    portSelect(tools), // which tty is for commands, which for data?
    init(tools), // awake, unlocked, registered, context defined
    dial(tools), // ATD*99#, CONNECT
    ppp(tools), // LCP, authentication, IPCP, a probe through the link
  );
