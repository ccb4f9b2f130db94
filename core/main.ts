import { writeSync } from 'node:fs';
import { main, told } from './cli/main.js';
import { isReaderGone } from './cli/reader-gone.js';

/** Straight to the descriptor: a live list holds back what others write to process.stderr while it is drawn. */
const stderr = {
  write: (text: string): void => {
    try {
      writeSync(2, text);
    } catch {
      // Nobody reads it: there is no one left to tell.
    }
  },
};
const io = { stdout: process.stdout, stderr, env: process.env, signals: process };

// A reader that went away (`| head`) is no error of ours; `up` takes it as a wish to stop. A full disk is one, also after the last write.
let broken: Error | undefined;
process.stdout.on('error', (error) => {
  if (!isReaderGone(error)) broken ??= error;
});
process.on('uncaughtException', (error) => process.exit(told(error, io)));
process.on('unhandledRejection', (error) => process.exit(told(error, io)));

const status = await main(process.argv, io);
// The empty write comes back when everything before it has left: exit() alone may cut off what a slow pipe still has to take.
// What broke is told one turn later than what was written.
process.stdout.write('', () => setImmediate(() => process.exit(status === 0 && broken ? told(broken, io) : status)));
