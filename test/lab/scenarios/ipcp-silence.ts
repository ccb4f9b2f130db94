import { factsNamed, online, same } from '../guest/guest.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'silence at IPCP behind a CHAP success is understood, and the next profile of the carrier brings the stick online',
  play: async (guest) => {
    await guest.stick({ misbehave: ['apn-only=3internet'] });
    const run = guest.up(['--engine', 'pppd']);
    const found = await online(run);
    await pings(guest, found);
    same(found.apn.value, '3internet', 'APN');
    same(factsNamed(run.soFar(), 'ppp.auth-succeeded').length, 2, 'CHAP successes');
    same(factsNamed(run.soFar(), 'ppp.silence-suspected').length, 1, 'suspicions');
  },
};
export default scenario;
