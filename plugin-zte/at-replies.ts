import type { Twin, TwinReply } from '@dialtone/plugins';

type Replies = Twin['replies'];

/**
 * The MF627's answers where they are its own. What depends on SIM, network or call is left to the generic modem (+CPIN, +CREG,
 * +COPS, +CGDCONT? …), and so is +CPMS?, which a locked SIM refuses. The table has no memory: a setting that it could not show
 * afterwards is refused, unless it is the one in force.
 */
export const mf627Replies = (): Replies => ({ ...identity(), ...zteCommands(), ...settings(), ...notThere() });

const ok: TwinReply = {};
const refused: TwinReply = { error: 'ERROR' };
const says = (...lines: string[]): TwinReply => ({ lines });

/** As MF627 sticks with firmware BD_3GHAP673A4V1.0.0B02 answered (public logs); the IMEI is a test number (its TAC begins with 00). */
const identity = (): Replies => {
  const imei = '001017006270311';
  const maker = 'ZTE INCORPORATED';
  const revision = 'BD_3GHAP673A4V1.0.0B02';
  const capabilities = '+GCAP: +CGSM,+FCLASS,+DS';
  const card = [`Manufacturer: ${maker}`, 'Model: MF627', `Revision: ${revision}`, `IMEI: ${imei}`, capabilities];
  return {
    I: says(...card),
    I0: says(...card),
    I1: says(...card),
    '+CGMI': says(maker),
    '+GMI': says(maker),
    '+CGMM': says('MF627'),
    '+GMM': says('MF627'),
    '+CGMR': says(revision),
    '+GMR': says(revision),
    '+CGSN': says(imei),
    '+GSN': says(imei),
    '+GCAP': says(capabilities),
  };
};

/** ZTE's own commands: names and forms from field notes and from users' logs of an MF627; ranges as wader and ModemManager use them. */
const zteCommands = (): Replies => ({
  '+ZPINPUK=?': says('+ZPINPUK: {pinRetries},{pukRetries}'),
  '+ZPAS?': says('+ZPAS: "{mode}","CS_PS"'),
  '+ZSNT=?': says('+ZSNT: (0-2),(0-1),(0-2)'),
  '+ZSNT?': says('+ZSNT: 0,0,0'),
  '+ZSNT=0,0,0': ok,
  '+ZBANDI=?': says('+ZBANDI: (0-4)'),
  '+ZBANDI?': says('+ZBANDI: 0'),
  '+ZBANDI=0': ok,
  '+ZOPRT?': says('+ZOPRT: 0'),
  // 5 is "online", which +CFUN=1 already is; 6, "offline", would have to take the radio away.
  '+ZOPRT=5': ok,
  '+ZOPRT=6': refused,
  // On the real stick it names the operator; this table does not know which network it is in.
  '+ZDON?': refused,
  // 9 turns the CD-ROM on, as it is; 8 would turn it off for good.
  '+ZCDRUN=9': says('Open autorun state result(0:FAIL 1:SUCCESS):1'),
  '+ZCDRUN=8': says('Close autorun state result(0:FAIL 1:SUCCESS):0'),
  '+ZPCB?': ok,
});

/** Defaults as AT&V of an MF636 (the same 19d2:0031) lists them; the ranges are those of TS 27.007 for a stick of its time: a model. */
const settings = (): Replies => ({
  '+CSCS=?': says('+CSCS: ("IRA","GSM","UCS2")'),
  '+CSCS?': says('+CSCS: "IRA"'),
  '+WS46=?': says('+WS46: (12,22,25)'),
  '+WS46?': says('+WS46: 12'),
  '+CFUN=?': says('+CFUN: (0,1,4,5,6,7),(0,1)'),
  '+CGDCONT=?': says('+CGDCONT: (1-16),"IP",,,(0-2),(0-4)', '+CGDCONT: (1-16),"PPP",,,(0-2),(0-4)'),
  '+CGEREP=?': says('+CGEREP: (0-2),(0-1)'),
  '+CGEREP?': says('+CGEREP: 0,0'),
  '+CGEREP=0': ok,
  '+CGEREP=0,0': ok,
  '+CGEREP=2': ok,
  '+CGEREP=2,1': ok,
  '+CGCLASS=?': says('+CGCLASS: ("A","B","CG","CC")'),
  '+CGCLASS?': says('+CGCLASS: "A"'),
  '+CLCK=?': says('+CLCK: ("SC","AO","OI","OX","AI","IR","AB","AG","AC","PS","FD","PN","PU","PP","PC")'),
  ...Object.fromEntries(['PS', 'FD', 'PN', 'PU', 'PP', 'PC'].map((lock) => [`+CLCK="${lock}",2`, says('+CLCK: 0')])),
  // Like most data SIMs, the virtual one has no number written on it.
  '+CNUM': ok,
  '+CPMS=?': says('+CPMS: ("SM","ME"),("SM","ME"),("SM","ME")'),
  '+CPMS="SM","SM","SM"': says('+CPMS: 0,20,0,20,0,20'),
  '+CPMS="ME","ME","ME"': says('+CPMS: 0,99,0,99,0,99'),
  '+CNMI=?': says('+CNMI: (0-3),(0-3),(0,2,3),(0-2),(0,1)'),
  '+CNMI?': says('+CNMI: 3,1,0,2,0'),
  '+CNMI=2,1,0,2,0': ok,
  '+CNMI=3,1,0,2,0': ok,
  '+CMGF=?': says('+CMGF: (0,1)'),
  '+CMGF?': says('+CMGF: 0'),
  '+CMGF=0': ok,
  '+CSMS?': says('+CSMS: 0,1,1,1'),
  '+CGSMS=?': says('+CGSMS: (0-3)'),
  '+CGSMS?': says('+CGSMS: 1'),
  '+CUSD=?': says('+CUSD: (0-2)'),
  '+CUSD?': says('+CUSD: 0'),
  '+IFC=?': says('+IFC: (0,2),(0,2)'),
  '+IFC?': says('+IFC: 2,2'),
  '+IPR?': says('+IPR: 115200'),
  '+FCLASS?': says('0'),
  '+FCLASS=0': ok,
});

/** What a 3G stick of 2008 does not know: LTE registration, +CGAUTH, the Icera commands, and indicators, which ZTE's support turns off. */
const notThere = (): Replies => {
  const commands = ['+CEREG=?', '+CEREG?', '+CEREG=1', '+CEREG=2', '+CGAUTH=?', '+CGAUTH?', '%IPSYS?', '%IPSYS=?'];
  const indicators = ['+CIND=?', '+CIND?', '+CMER=?', '+CMER=3,0,0,1'];
  return Object.fromEntries([...commands, ...indicators].map((command) => [command, refused]));
};
