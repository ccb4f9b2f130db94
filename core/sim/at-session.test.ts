import { describe, expect, it } from 'vitest';
import { sampleCarrier, sampleTerminals } from './sample-world.test.helper.js';
import { virtualTerminal } from './virtual-terminal.js';

/** What each command is answered, as `command → lines` with the ends of lines as bars. */
const transcript = async (terminal: { ask: (line: string) => Promise<string> }, lines: readonly string[]) => {
  const heard: string[] = [];
  for (const line of lines)
    heard.push(`${line} → ${(await terminal.ask(line)).split('\r\n').filter(Boolean).join(' | ')}`);
  return heard;
};

describe('a session on the command port', () => {
  it('is answered as by a 3G stick, from echo to context', async () => {
    const { control } = await sampleTerminals();
    const heard = await transcript(control, [
      'AT',
      'ATE0+CMEE=1',
      'ATZ',
      'ATE0V1&C1&D2S0=0X4',
      'AT+CGMM',
      'AT+CGMI',
      'AT+GCAP',
      'AT+CFUN?',
      'AT+CSQ',
      'AT+COPS?',
      'AT+CPIN?',
      'AT+CPMS?',
      'AT+CIMI',
      'AT+CRSM=176,12258,0,0,10',
      'AT+CRSM=176,28589,0,0,4',
      'AT+CRSM=176,28486,0,0,17',
      'AT+CRSM=176,28433,0,0,1',
      'AT+CLCK="SC",2',
      'AT+ZPINPUK=?',
      'AT+ZPAS?',
      'AT+CMEE?',
      'AT%IPSYS?',
      'AT+CMGL',
      'AT+CEREG=2',
      'AT+CGAUTH=1,1,"a","b"',
      'AT+NONSENSE',
      'AT+CGATT?',
      'AT+CGATT=1',
      'AT+CGDCONT?',
      'AT+CGDCONT=1,"IP","three.co.uk","",0,0;+CGDCONT=3,"IP",""',
      'AT+CGDCONT=0,"IP","x"',
      'AT+CGDCONT?',
      'AT+CGACT?',
      'AT+CGACT=1,1',
      'AT+CGDCONT=1',
      'AT+CGDCONT?',
      'AT+CEER',
      'ATDT*99#',
      'ATH',
    ]);
    expect(heard).toEqual([
      'AT → AT\r | OK',
      'ATE0+CMEE=1 → ATE0+CMEE=1\r | OK',
      'ATZ → OK',
      'ATE0V1&C1&D2S0=0X4 → ATE0V1&C1&D2S0=0X4\r | OK',
      'AT+CGMM → Sample | OK',
      'AT+CGMI → Dialtone | OK',
      'AT+GCAP → +GCAP: +CGSM,+DS,+ES | OK',
      'AT+CFUN? → +CFUN: 4 | OK',
      'AT+CSQ → +CSQ: 99,99 | OK',
      'AT+COPS? → +COPS: 0 | OK',
      'AT+CPIN? → +CPIN: READY | OK',
      'AT+CPMS? → +CPMS: "SM",0,20,"SM",0,20,"SM",0,20 | OK',
      'AT+CIMI → 234200123456789 | OK',
      'AT+CRSM=176,12258,0,0,10 → +CRSM: 144,0,"984402103254769810F2" | OK',
      'AT+CRSM=176,28589,0,0,4 → +CRSM: 144,0,"00000002" | OK',
      'AT+CRSM=176,28486,0,0,17 → +CRSM: 144,0,"01536D70FFFFFFFFFFFFFFFFFFFFFFFFFF" | OK',
      'AT+CRSM=176,28433,0,0,1 → +CRSM: 106,130,"" | OK',
      'AT+CLCK="SC",2 → +CLCK: 0 | OK',
      'AT+ZPINPUK=? → +ZPINPUK: 3,10 | OK',
      'AT+ZPAS? → +ZPAS: "No Service","CS_PS" | OK',
      'AT+CMEE? → +CMEE: 1 | OK',
      'AT%IPSYS? → ERROR',
      'AT+CMGL → +CME ERROR: 321',
      'AT+CEREG=2 → ERROR',
      'AT+CGAUTH=1,1,"a","b" → ERROR',
      'AT+NONSENSE → ERROR',
      'AT+CGATT? → +CGATT: 0 | OK',
      'AT+CGATT=1 → +CME ERROR: 30',
      'AT+CGDCONT? → OK',
      'AT+CGDCONT=1,"IP","three.co.uk","",0,0;+CGDCONT=3,"IP","" → OK',
      'AT+CGDCONT=0,"IP","x" → +CME ERROR: 50',
      'AT+CGDCONT? → +CGDCONT: 1,"IP","three.co.uk","0.0.0.0",0,0 | +CGDCONT: 3,"IP","","0.0.0.0",0,0 | OK',
      'AT+CGACT? → +CGACT: 1,0 | +CGACT: 3,0 | OK',
      'AT+CGACT=1,1 → +CME ERROR: 30',
      'AT+CGDCONT=1 → OK',
      'AT+CGDCONT? → +CGDCONT: 3,"IP","","0.0.0.0",0,0 | OK',
      'AT+CEER → +CEER: "No information available" | OK',
      'ATDT*99# → +CME ERROR: 3',
      'ATH → OK',
    ]);
  });

  it('says errors in the form that +CMEE chose', async () => {
    const { control } = await sampleTerminals(['sim-absent']);
    const heard = await transcript(control, ['ATE0+CMEE=0', 'AT+CPIN?', 'AT+CMEE=1;+CPIN?', 'AT+CMEE=2;+CPIN?']);
    expect(heard.slice(1)).toEqual([
      'AT+CPIN? → ERROR',
      'AT+CMEE=1;+CPIN? → +CME ERROR: 10',
      'AT+CMEE=2;+CPIN? → +CME ERROR: SIM not inserted',
    ]);
  });

  it('speaks numbers after V0, and nothing after Q1', async () => {
    const { control } = await sampleTerminals();
    expect(await control.ask('ATE0V0', 100)).toBe('ATE0V0\r0\r');
    expect(await control.ask('AT+NONSENSE', 100)).toBe('4\r');
    expect(await control.ask('ATQ1', 100)).toBe('');
    expect(await control.ask('AT', 100)).toBe('');
    expect(await control.ask('ATZ', 100)).toBe('\r\nOK\r\n');
  });

  it('takes 20 ms for each command line', async () => {
    const { clock, control, world } = await sampleTerminals();
    const begin = clock.now();
    await control.ask('ATE0;+CMEE=1;+CGMM');
    await control.ask('AT+CGMR');
    expect([clock.now() - begin, world.stats().commands]).toEqual([40, 2]);
  });

  it('stops a chained line at the first refusal', async () => {
    const { control } = await sampleTerminals();
    expect(await control.ask('ATE0;+CGMM;+NONSENSE;+CREG=2')).toMatch(/Sample\r\n\r\nERROR\r\n$/);
    expect(await control.ask('AT+CREG?')).toBe('\r\n+CREG: 0,0\r\n\r\nOK\r\n');
  });

  it('never answers on the diagnostics interface', async () => {
    const { world, clock } = await sampleTerminals();
    expect(await virtualTerminal(world, clock, 0).ask('AT', 5000)).toBe('');
  });
});

describe('registration', () => {
  it('comes 4 s after the radio goes on, and is told where it was asked for', async () => {
    const { control, data } = await sampleTerminals();
    await control.ask('ATE0+CREG=1;+CGREG=2;+CPMS?');
    expect(await control.ask('AT+CFUN=1')).toBe('\r\nOK\r\n\r\n+CREG: 2\r\n\r\n+CGREG: 2\r\n');
    expect(await control.listen(3999)).toBe('');
    expect(await control.listen(2)).toBe('\r\n+CREG: 1\r\n\r\n+CGREG: 1,"00C3","0001E240"\r\n\r\n+ZPASR: "HSDPA"\r\n');
    expect(await data.listen(0)).toMatch(/^(\r\n\+ZUSIMR:2\r\n)?\r\n\+ZPASR: "HSDPA"\r\n$/);
    expect(await control.ask('AT+CREG?;+CGREG?;+CGATT?;+COPS?;+CSQ;+ZPAS?')).toBe(
      [
        '\r\n+CREG: 1,1',
        '+CGREG: 2,1,"00C3","0001E240"',
        '+CGATT: 1',
        '+COPS: 0,0,"Sample",2',
        '+CSQ: 17,99',
        '+ZPAS: "HSDPA","CS_PS"\r\n\r\nOK\r\n',
      ].join('\r\n'),
    );
    expect(await control.ask('AT+CFUN=4')).toBe(
      '\r\nOK\r\n\r\n+CREG: 0\r\n\r\n+CGREG: 0\r\n\r\n+ZPASR: "No Service"\r\n',
    );
  });

  it('leaves packet service out until it is asked for, where the network wants to be asked', async () => {
    const simulation = sampleCarrier.simulation && {
      ...sampleCarrier.simulation,
      attach: 'on-request' as const,
      registration: { circuit: 3 as const, packet: 1 as const },
    };
    const { control } = await sampleTerminals([], { carrier: { ...sampleCarrier, simulation } });
    await control.ask('ATE0+CPMS?;+CGREG=1;+CFUN=1');
    await control.listen(5000);
    expect(await control.ask('AT+CREG?;+CGREG?')).toBe('\r\n+CREG: 0,3\r\n+CGREG: 1,0\r\n\r\nOK\r\n');
    expect(await control.ask('AT+CGATT=1')).toMatch(/^\r\nOK\r\n\r\n\+CGREG: 1\r\n/);
    await control.ask('AT+CGATT=0');
    expect(await control.ask('AT+CGREG?')).toContain('+CGREG: 1,0');
  });

  it('can be left and sought again by +COPS, and only with a network that is there', async () => {
    const { control } = await sampleTerminals();
    await control.ask('ATE0+CMEE=1;+CPMS?;+CFUN=1');
    await control.listen(5000);
    expect(await control.ask('AT+COPS=1,2,"99999"')).toBe('\r\n+CME ERROR: 30\r\n');
    await control.ask('AT+COPS=2');
    expect(await control.ask('AT+CREG?')).toContain('+CREG: 0,0');
    await control.ask('AT+COPS=0');
    await control.listen(4000);
    expect(await control.ask('AT+COPS=3,2;+COPS?')).toContain('+COPS: 0,2,"23420",2');
    expect(await control.ask('AT+COPS=?')).toContain('+COPS: (2,"Sample","Smp","23420",2)');
  });
});

describe('the card', () => {
  it('takes its PIN, counts what is wrong, and then the network is sought', async () => {
    const { control, world } = await sampleTerminals(['sim-pin=1234']);
    await control.ask('ATE0+CMEE=1;+CFUN=1');
    expect(await control.ask('AT+CPIN?')).toContain('+CPIN: SIM PIN');
    expect(await control.ask('AT+CPMS?')).toContain('+CME ERROR: 11');
    expect(await control.ask('AT+CIMI')).toContain('+CME ERROR: 11');
    expect(await control.ask('AT+CRSM=176,12258,0,0,10')).toContain('+CRSM: 144,0');
    await control.listen(6000);
    expect(await control.ask('AT+CREG?')).toContain('+CREG: 0,0');
    expect(await control.ask('AT+CPIN="9999"')).toContain('+CME ERROR: 16');
    expect(await control.ask('AT+ZPINPUK=?')).toContain('+ZPINPUK: 2,10');
    expect(await control.ask('AT+CPIN="1234"')).toContain('OK');
    await control.listen(4000);
    expect(await control.ask('AT+CPIN?;+CREG?;+CLCK="SC",2')).toContain('+CPIN: READY\r\n+CREG: 0,1\r\n+CLCK: 1');
    expect(world.stats().pinsSent).toBe(2);
  });

  it('locks after three wrong PINs, remembers that without power, and is opened by its PUK', async () => {
    const { control, world, clock } = await sampleTerminals(['sim-pin=1234']);
    for (const pin of ['0001', '0002', '0003']) await control.ask(`ATE0+CPIN="${pin}"`);
    world.usb.reset(world.path).subscribe();
    await clock.run({ limitMs: 1000 });
    const again = virtualTerminal(world, clock, 1);
    expect(await again.ask('ATE0+CPIN?')).toContain('+CPIN: SIM PUK');
    expect(await again.ask('AT+CMEE=1;+CPIN="1234"')).toContain('+CME ERROR: 16');
    expect(await again.ask('AT+CPIN="12345678","4321"')).toBe('\r\nOK\r\n');
    expect(await again.ask('AT+CPIN?')).toContain('+CPIN: READY');
  });
});
