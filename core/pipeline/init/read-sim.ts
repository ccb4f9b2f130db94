import { concatMap, map, type Observable, tap } from 'rxjs';
import { homeNetworks, parseImsi } from '../../at/parse-imsi.js';
import { parseMncLength, readAdministrativeData } from '../../at/parse-mnc-length.js';
import { type Asking, ask, askSim } from '../ask.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';

export interface SimRead {
  /** The SIM's IMSI: only ever given to the memory, which hashes it. */
  readonly sim: string | undefined;
}

/** Whose SIM it is: whoever shows the modem to others tells it by this before it is registered anywhere. */
export const readSim = (known: Asking, tools: StageTools): Observable<SimRead> =>
  step('read-sim', tools, (inside) =>
    imsiOf(known, inside).pipe(
      concatMap((sim) =>
        homeNetwork(sim, known).pipe(
          tap((mccmnc) => {
            if (mccmnc !== undefined) inside.learn({ mccmnc });
            inside.report({ fact: 'sim.read', ...(mccmnc === undefined ? {} : { mccmnc }) });
          }),
          map(() => ({ sim })),
        ),
      ),
    ),
  );

export const imsiOf = (known: Asking, tools: StageTools): Observable<string | undefined> =>
  askSim(known, 'AT+CIMI', tools).pipe(
    map(({ lines }) => parseImsi(lines)),
    tap((imsi) => imsi !== undefined && tools.learn({ imsi })),
  );

/** Nothing in an IMSI tells whether the network code has two digits or three; the card does, where the modem lets it be read. */
const homeNetwork = (imsi: string | undefined, known: Asking): Observable<string | undefined> =>
  ask(known, readAdministrativeData).pipe(
    map(({ lines }) => {
      const digits = parseMncLength(lines);
      if (imsi === undefined || digits === undefined) return undefined;
      const [two, three] = homeNetworks(imsi);
      return digits === 2 ? two : three;
    }),
  );
