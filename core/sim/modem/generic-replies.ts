import type { TwinReply } from '@dialtone/plugins';
import type { AtPart } from './at-line.js';
import type { Answer, Handler } from './handler.js';
import type { ModemState } from './modem-state.js';

/** What any 3GPP modem answers and does nothing by: the same shape as a twin's table, which goes before it. */
const replies: Readonly<Record<string, TwinReply>> = {
  I: { lines: ['Manufacturer: Dialtone', 'Model: Virtual modem', 'Revision: 1', '+GCAP: +CGSM,+DS,+ES'] },
  '+CGMI': { lines: ['Dialtone'] },
  '+GMI': { lines: ['Dialtone'] },
  '+CGMM': { lines: ['Virtual modem'] },
  '+GMM': { lines: ['Virtual modem'] },
  '+CGMR': { lines: ['1'] },
  '+GMR': { lines: ['1'] },
  // The example IMEI of many textbooks: nobody's.
  '+CGSN': { lines: ['490154203237518'] },
  '+GSN': { lines: ['490154203237518'] },
  '+GCAP': { lines: ['+GCAP: +CGSM,+DS,+ES'] },
  '+CSCS?': { lines: ['+CSCS: "IRA"'] },
  '+CSCS=?': { lines: ['+CSCS: ("IRA","GSM","UCS2")'] },
  '+WS46?': { lines: ['25'] },
  '+WS46=?': { lines: ['(12,22,25)'] },
  '+CPMS?': { lines: ['+CPMS: "SM",0,20,"SM",0,20,"SM",0,20'] },
  '+CPMS=?': { lines: ['+CPMS: ("ME","SM"),("ME","SM"),("ME","SM")'] },
  '+CNMI?': { lines: ['+CNMI: 0,0,0,0,0'] },
  '+CNMI=?': { lines: ['+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)'] },
  '+CMGF?': { lines: ['+CMGF: 0'] },
  '+CMGF=?': { lines: ['+CMGF: (0,1)'] },
  '+CNUM': {},
  '+IFC?': { lines: ['+IFC: 2,2'] },
  '+IFC=?': { lines: ['+IFC: (0-2),(0-2)'] },
  '+ICF?': { lines: ['+ICF: 3,3'] },
  '+IPR?': { lines: ['+IPR: 115200'] },
  '+CMER=?': { lines: ['+CMER: (0-3),(0),(0),(0-2),(0,1)'] },
  '+CGEREP=?': { lines: ['+CGEREP: (0-2),(0,1)'] },
  '+CLCK=?': { lines: ['+CLCK: ("SC","PN","PU","PP","PC","PS")'] },
};

/** Commands whose set form is taken. */
const settable = new Set([
  '+CSCS',
  '+WS46',
  '+CNMI',
  '+CMGF',
  '+IFC',
  '+ICF',
  '+IPR',
  '+CMER',
  '+CGEREP',
  '+FCLASS',
  '+CSMS',
  '+CRC',
  '+CLIP',
]);

export const genericReply = (state: ModemState, part: AtPart): Answer | undefined => {
  const reply = Object.hasOwn(replies, part.text) ? replies[part.text] : undefined;
  if (reply !== undefined) return { state, lines: reply.lines ?? [] };
  return part.form === 'set' && settable.has(part.name) ? { state } : undefined;
};

const storage: Handler = (state, { part }) =>
  part.form === 'set' ? { state, lines: ['+CPMS: 0,20,0,20,0,20'] } : undefined;

/** Only asking is possible: whether the card wants a PIN, and that no network lock is on. */
const locks: Handler = (state, { part }) => {
  const [, facility, mode] = /^"([A-Z]{2})",(\d)/.exec(part.value) ?? [];
  if (facility === undefined || mode !== '2') return undefined;
  return { state, lines: [`+CLCK: ${facility === 'SC' && state.lasting.card.pin !== undefined ? 1 : 0}`] };
};

export const storageCommands: Readonly<Record<string, Handler>> = { '+CPMS': storage, '+CLCK': locks };
