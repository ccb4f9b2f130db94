import type { StickStatus } from '../dbus/status.js';
import { printable } from '../facts/printable.js';
import { jsonOnOneLine } from './json-lines.js';
import type { AskFlags } from './json-option.js';
import type { Line } from './line.js';
import type { Io } from './main.js';
import { printLines } from './print-lines.js';
import { type Reach, sticksOf } from './reach-dialtone.js';
import { row, said } from './rows.js';
import { causesNow, doingWords, noStick, stickWords } from './stick-words.js';

/** `dialtone status`: where each stick of the service stands, in a few lines. Gives 0; rejects with UsageError where no Dialtone answers. */
export const status = async ({ json }: AskFlags, io: Io, reach: Reach): Promise<number> => {
  const sticks = await sticksOf(reach);
  if (json) for (const stick of sticks) io.stdout.write(jsonOnOneLine(stick));
  else printLines(statusLines(sticks), io);
  return 0;
};

/** The same for people. */
export const statusLines = (sticks: readonly StickStatus[]): readonly Line[] =>
  sticks.length === 0 ? [said(noStick)] : sticks.flatMap(ofStick);

const ofStick = (stick: StickStatus): readonly Line[] => {
  const network = networkWords(stick);
  const [cause] = causesNow(stick);
  return [
    said(stickWords(stick), 'heading'),
    ...(network === '' ? [] : [row('network', network)]),
    row('state', doingWords(stick), stick.doing === 'online' ? 'good' : undefined),
    ...(cause ? [row('wrong', printable(cause.says), 'bad')] : []),
    ...nextStep(stick),
  ];
};

const networkWords = ({ operator, carrier, signalPercent }: StickStatus): string =>
  printable(
    [operator, carrier && `SIM of ${carrier}`, signalPercent !== undefined && `signal ${signalPercent} %`]
      .filter(Boolean)
      .join(', '),
  );

const nextStep = (stick: StickStatus): readonly Line[] => {
  if (causesNow(stick).length > 0) return [row('next', `dialtone explain ${printable(stick.stick)}`)];
  return stick.doing === 'standing-by' || stick.doing === 'ready' ? [row('next', howToConnect)] : [];
};

const howToConnect = 'choose it in the network menu, or bring its connection up with `nmcli connection up NAME`';
