import { doctorRows } from '../../core/cli/doctor-rows.js';
import { plain } from '../../core/cli/paint.js';
import { printed } from '../../core/cli/plain-lines.js';
import { examine } from '../../core/diagnosis/examine.js';
import { readText } from '../../core/readers/read-lines.js';
import { filesOfCase } from '../doctor/case-files.js';
import { fenced } from './fenced.js';
import { plugins } from './simulated-run.js';

/** What `dialtone doctor` prints of one of the cases of test/doctor, in its folder. */
export const doctorCase = (cause: string, name: string): string => {
  const read = filesOfCase(cause, name).map((file) => readText(file.name, file.text));
  const known = { devices: plugins.flatMap((it) => it.devices), carriers: plugins.flatMap((it) => it.carriers) };
  return fenced(
    doctorRows({
      ...examine(
        read.map(({ facts }) => facts),
        known,
      ),
      read,
    })
      .map((line) => printed(line, plain))
      .join(''),
  );
};
