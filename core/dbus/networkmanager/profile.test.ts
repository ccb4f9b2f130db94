import { describe, expect, it } from 'vitest';
import { noSession } from '../../facts/session-state.js';
import type { StickIdentity } from '../../facts/stick-identity.js';
import type { StickView } from '../behind.js';
import { deviceIdentifier } from '../project/device-identifier.js';
import { ownProfile } from './fake-network-manager.test.helper.js';
import { fits, knownSim, profileFor } from './profile.js';

const sim = { iccid: '8944200123456789012', carrier: 'Three UK' };
const carrier = { carrier: 'three-uk', name: 'Three UK', plugin: 'three-uk', mccmnc: '23420' };
const view = (identity: StickIdentity, session: Partial<StickView['session']> = {}): StickView => ({
  session: { ...noSession('1-3'), carrier, ...session },
  identity,
  wanted: { level: 'off' },
});
const known = { iccid: sim.iccid, mccmnc: '23420', imsi: '234200123456789', imei: '356938035643809' };

describe('a SIM that a profile is made for', () => {
  it('has given its numbers, and its carrier is known', () => {
    expect(knownSim(view(known))).toEqual(sim);
    expect(knownSim(view({ iccid: sim.iccid }))).toEqual(sim);
  });

  it.each<[string, StickView]>([
    ['has a number of its own', view({ mccmnc: '23420' })],
    ['gave an empty number', view({ ...known, iccid: '' })],
    ['has a carrier that no plugin knows', { ...view(known), session: noSession('1-3') }],
    ['took the place of another carrier’s', view({ ...known, imsi: '208010123456789' })],
  ])('is none while it: %s', (_, odd) => {
    expect(knownSim(odd)).toBeUndefined();
  });
});

describe('the profile', () => {
  it('says nothing but whose SIM it is for', () => {
    const { connection, gsm, ppp, user, ...ip } = profileFor(sim, []);
    expect(user).toEqual({ data: { signature: 'a{ss}', value: { 'org.dialtone.offered': 'yes' } } });
    expect(connection).toEqual({
      id: { signature: 's', value: 'Three UK' },
      uuid: { signature: 's', value: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) },
      type: { signature: 's', value: 'gsm' },
      autoconnect: { signature: 'b', value: true },
      'autoconnect-retries': { signature: 'i', value: 0 },
    });
    expect(gsm).toEqual({ 'sim-id': { signature: 's', value: sim.iccid } });
    expect(ppp).toEqual({
      'lcp-echo-interval': { signature: 'u', value: 30 },
      'lcp-echo-failure': { signature: 'u', value: 4 },
    });
    const auto = { method: { signature: 's', value: 'auto' } };
    expect(ip).toEqual({ ipv4: auto, ipv6: auto });
  });

  it('has another uuid each time, so that none can be reckoned from a SIM', () => {
    expect(profileFor(sim, []).connection?.uuid).not.toEqual(profileFor(sim, []).connection?.uuid);
  });

  it('has a name that no other has', () => {
    const others = ['Three UK', 'Three UK 2', 'Home Wi-Fi'].map((id) => ownProfile({}, { id }));
    expect(profileFor(sim, others).connection?.id?.value).toBe('Three UK 3');
  });
});

describe('a profile that is there already', () => {
  const stick = view(known, {
    ports: [{ interface: 1, role: 'at', path: '/dev/ttyUSB1' }],
    control: 1,
  });
  const device = deviceIdentifier(stick);

  it.each([
    ['for any SIM', ownProfile({ apn: 'three.co.uk' })],
    ['for this SIM', ownProfile({ 'sim-id': sim.iccid })],
    ['for this carrier', ownProfile({ 'sim-operator-id': '23420' })],
    ['for this stick', ownProfile({ 'device-id': device })],
    ['for this port', ownProfile({}, { 'interface-name': 'ttyUSB1' })],
    ['without a gsm setting', { connection: ownProfile({}).connection ?? {} }],
    ['for all of them', ownProfile({ 'sim-id': sim.iccid, 'sim-operator-id': '23420', 'device-id': device })],
  ])('fits: %s', (_, profile) => {
    expect(fits(profile, sim, stick)).toBe(true);
  });

  it.each([
    ['for another SIM', ownProfile({ 'sim-id': '8944200123456789013' })],
    ['for another carrier', ownProfile({ 'sim-operator-id': '23410' })],
    ['for another stick', ownProfile({ 'device-id': 'another' })],
    ['for another port', ownProfile({}, { 'interface-name': 'cdc-wdm0' })],
    ['for this SIM in another stick', ownProfile({ 'sim-id': sim.iccid, 'device-id': 'another' })],
    ['for a telephone over Bluetooth', ownProfile({}, { type: 'bluetooth' })],
    ['for Wi-Fi', ownProfile({}, { type: '802-11-wireless' })],
  ])('does not fit: %s', (_, profile) => {
    expect(fits(profile, sim, stick)).toBe(false);
  });

  it('fits where the SIM does not tell its network, as NetworkManager sees it', () => {
    expect(fits(ownProfile({ 'sim-operator-id': '23410' }), sim, view({ iccid: sim.iccid }))).toBe(true);
  });
});
