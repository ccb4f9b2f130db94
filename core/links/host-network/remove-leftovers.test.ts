import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeMachine } from './fake-machine.test.helper.js';
import { removeLeftovers } from './remove-leftovers.js';

let machine: ReturnType<typeof fakeMachine>;
beforeEach(() => {
  machine = fakeMachine();
  machine.write('dev', 'Inter-|   Receive\n face |bytes\n    lo:  84 1\ndialtone0: 0 0\n dialtone12: 0 0\n');
});
afterEach(() => machine.remove());
const removed = () => removeLeftovers({ places: { ...machine.places, interfaces: machine.path('dev') } });

describe('leftovers', () => {
  it('are the name servers of links that are no more, in the records of any resolvconf', async () => {
    machine.program('resolvconf');
    for (const record of ['interface/dialtone1.dialtone', 'interfaces/ppp7.dialtone']) machine.write(record, '');
    expect(await removed()).toEqual([
      { fact: 'leftover.removed', what: 'the name servers of dialtone1, from resolvconf' },
      { fact: 'leftover.removed', what: 'the name servers of ppp7, from resolvconf' },
    ]);
    expect(machine.calls()).toEqual(['resolvconf -d dialtone1.dialtone', 'resolvconf -d ppp7.dialtone']);
  });

  it('are not those of links that are there, nor of others', async () => {
    machine.program('resolvconf');
    for (const record of ['dialtone0.dialtone', 'dialtone12.dialtone', 'eth7.dhclient', '.dialtone', '-x.dialtone'])
      machine.write(`interface/${record}`, '');
    expect(await removed()).toEqual([]);
    expect(machine.calls()).toEqual([]);
  });

  it('stay where nobody can tell which links are there', async () => {
    machine.program('resolvconf');
    machine.write('interface/dialtone1.dialtone', '');
    const places = { ...machine.places, interfaces: machine.path('nothing') };
    expect(await removeLeftovers({ places })).toEqual([]);
  });

  it('are not said to be gone when they are not', async () => {
    machine.write('interface/dialtone1.dialtone', '');
    expect(await removed()).toEqual([]);
    machine.program('resolvconf', 'exit 1');
    expect(await removed()).toEqual([]);
  });
});
