import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOperators } from './parse-operators.js';

const three = { status: 2, long: '3', short: '3', code: '23420', technology: 2 };

describe('a scan for networks', () => {
  it('names each network, and none of the modes and formats behind', () => {
    expect(
      parseOperators([
        '+COPS: (2,"3","3","23420",2),(1,"vodafone UK","voda UK","23415",0),(3,"O2 - UK","O2 - UK","23410",7),,(0,1,2,3,4),(0,1,2)',
      ]),
    ).toEqual([
      three,
      { status: 1, long: 'vodafone UK', short: 'voda UK', code: '23415', technology: 0 },
      { status: 3, long: 'O2 - UK', short: 'O2 - UK', code: '23410', technology: 7 },
    ]);
  });

  it.each([
    ['no space behind the colon', ['+COPS:(2,"3","3","23420",2)'], [three]],
    ['spaces everywhere', ['+COPS: ( 2 , "3" , "3" , "23420" , 2 ) , ( 0-4 ),( 0-2 )'], [three]],
    [
      'a line for each network',
      ['+COPS: (2,"3","3","23420",2),', '(1,"EE","EE","23430",2)'],
      [three, { status: 1, long: 'EE', short: 'EE', code: '23430', technology: 2 }],
    ],
    [
      'a prefix on each line',
      ['+COPS: (2,"3","3","23420",2)', '+COPS: (1,"EE","EE","23430",2)'],
      [three, { status: 1, long: 'EE', short: 'EE', code: '23430', technology: 2 }],
    ],
    ['no technology', ['+COPS: (1,"EE","EE","23430")'], [{ status: 1, long: 'EE', short: 'EE', code: '23430' }]],
    ['no names', ['+COPS: (1,"","","23430",2)'], [{ status: 1, code: '23430', technology: 2 }]],
    ['one name only', ['+COPS: (1,"EE","23430",2)'], [{ status: 1, long: 'EE', code: '23430', technology: 2 }]],
    [
      'brackets and commas in names',
      ['+COPS: (1,"T (D1), de","D1","26201",2)'],
      [{ status: 1, long: 'T (D1), de', short: 'D1', code: '26201', technology: 2 }],
    ],
    [
      'names that are numbers',
      ['+COPS: (1,"310260","310260","310260",2)'],
      [{ status: 1, long: '310260', short: '310260', code: '310260', technology: 2 }],
    ],
    ['no quotes', ['+COPS: (1,EE,EE,23430,2)'], [{ status: 1, long: 'EE', short: 'EE', code: '23430', technology: 2 }]],
    [
      'the same network twice',
      ['+COPS: (2,"3","3","23420",2),(1,"3","3","23420",0),(1,"3","3","23420",0)'],
      [three, { ...three, status: 1, technology: 0 }],
    ],
    ['nothing found', ['+COPS: ,,(0-4),(0-2)'], []],
    ['no answer', [], []],
    ['no code', ['+COPS: (1,"EE","EE","",2)'], []],
    ['a broken end', ['+COPS: (2,"3","3","23420",2),(1,"EE","E'], [three]],
  ])('reads %s', (_, lines, networks) => expect(parseOperators(lines)).toEqual(networks));

  it('takes any text in a time that its length bounds', () => {
    fc.assert(fc.property(fc.array(fc.string()), (lines) => void parseOperators(lines)));
    const began = performance.now();
    for (const part of ['(1,"', '(', '(1,"",', '(1,', '(1 ', '""'])
      parseOperators([`+COPS: ${part.repeat(100_000)}`, `(1,${part.repeat(100_000)}`]);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
