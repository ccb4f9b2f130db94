import { type CarrierPack, contractVersion } from '../../contract/index.js';
import { asJson, type PackageFiles, packageFiles, schemaAt } from './package-files.js';

/** What is known of a carrier; nothing of it has been checked. */
export interface CarrierAnswers {
  /** Short name of the package, and id of the carrier. */
  readonly name: string;
  /** As people call it. */
  readonly carrier: string;
  /** Five or six digits each. */
  readonly mccmnc: readonly string[];
  readonly apn: string;
  readonly user?: string;
  readonly password?: string;
  readonly source: string;
}

/** The files of a package with one carrier pack. Its virtual network is a model, so that the pack can be tried at once. */
export const newCarrier = (answers: CarrierAnswers): PackageFiles => {
  const { name, carrier } = answers;
  const file = `${name}.json`;
  return packageFiles({
    name,
    description: `${carrier} for Dialtone: a carrier pack`,
    contributes: { carriers: [`./${file}`] },
    data: { [file]: asJson({ $schema: schemaAt('carrier-1'), ...packOf(answers) }) },
    stick: `mf627@${name}`,
  });
};

const packOf = ({ name, carrier, mccmnc, apn, user, password, source }: CarrierAnswers): CarrierPack => ({
  contract: contractVersion,
  id: name,
  carrier,
  source,
  match: { mccmnc: [...mccmnc] },
  profiles: [
    {
      name: 'Internet',
      apn,
      auth: {
        // Who needs credentials is asked for them; who needs none may ask all the same, and takes any.
        allow: user === undefined ? ['none', 'chap', 'pap'] : ['chap', 'pap'],
        ...(user === undefined ? {} : { user }),
        ...(password === undefined ? {} : { password }),
      },
    },
  ],
  simulation: {
    source: 'A model, made by dialtone plugin new: no network was asked.',
    operator: { long: carrier, short: carrier },
    mccmnc: mccmnc[0] ?? '',
    registration: { circuit: 1, packet: 1 },
    mode: 'HSDPA',
    auth: user === undefined ? 'none' : 'chap',
    address: '10.64.0.2',
    peer: '10.64.64.64',
    dns: ['172.30.0.1', '172.31.0.1'],
  },
});
