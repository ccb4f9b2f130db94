import { filter } from 'rxjs';
import type { Answer, Handler, IncomingCall } from './bus.js';
import type { Connection } from './connection.js';
import { type Frame, frameType, noReplyExpected } from './dbus-next.js';
import { answerPeer, isForPeer } from './peer.js';
import { busError, DbusError, modemError } from './values.js';

/**
 * Answers what comes in by the handler that is given with the function it returns; Peer's calls by itself. What a handler rejects with
 * beside DbusError, and an answer that does not fit its own signature, are told to `onBug`, and to the caller in one sentence.
 */
export const answers = (connection: Connection, onBug: (error: unknown) => void): ((handler: Handler) => void) => {
  let handler: Handler = nobodyYet;
  const answer = async (frame: Frame): Promise<void> => {
    const call = asCall(frame);
    const reply = (about: Reply): void => {
      if (isAnswerWanted(frame)) connection.send({ ...about, replySerial: frame.serial, destination: call.sender });
    };
    try {
      reply({ type: frameType.reply, ...(await (isForPeer(call) ? answerPeer : handler)(call)) });
    } catch (error) {
      if (error instanceof DbusError) return reply(asReply(error));
      onBug(new Error(`${call.interface}.${call.member} at ${call.path} failed.`, { cause: error }));
      reply(asReply(ourBug(call)));
    }
  };
  connection.frames$.pipe(filter(({ type }) => type === frameType.call)).subscribe((frame) => {
    answer(frame).catch(onBug);
  });
  return (given) => {
    handler = given;
  };
};

type Reply = Answer & Pick<Frame, 'type' | 'errorName'>;

const isAnswerWanted = ({ flags = 0 }: Frame): boolean => (flags & noReplyExpected) === 0;

const asCall = (frame: Frame): IncomingCall => ({
  sender: frame.sender ?? '',
  path: frame.path ?? '/',
  interface: frame.interface,
  member: frame.member ?? '',
  signature: frame.signature ?? '',
  body: frame.body ?? [],
});

const asReply = ({ errorName, message }: DbusError): Reply => ({
  type: frameType.error,
  errorName,
  signature: 's',
  body: [message],
});

const nobodyYet: Handler = async ({ path }) => {
  throw busError('UnknownObject', `There is nothing at ${path} yet: Dialtone is starting.`);
};

const ourBug = ({ member }: IncomingCall): DbusError =>
  modemError('Core.Failed', `Dialtone failed at ${member} by a fault of its own. Its log says more; try again.`);
