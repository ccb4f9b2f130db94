import { UsageError } from '../facts/usage-error.js';
import type { ServiceHost } from './service-host.js';
import type { Installation } from './systemd-unit.js';

/** What has to hold before anything is done. Each throws UsageError. */
export const checkRights = (host: ServiceHost): void => {
  if (!host.isRoot) throw new UsageError("Services are root's to install and to remove: put sudo before it.");
};

/** As sd_booted(3) looks. */
export const checkSystem = (host: ServiceHost): void => {
  if (!host.isFolder('/run/systemd/system'))
    throw new UsageError(
      'This machine was not started by systemd, so there is no service to make: have `dialtone daemon` started as root by whatever starts services here.',
    );
};

/** Where a service could not find it, or not name it. */
export const checkInstallation = ({ node, program }: Installation): void => {
  const path = [program, node].find((one) => /^\/(var\/)?tmp\//.test(one));
  if (path !== undefined)
    throw new UsageError(`${path} is gone at the next start of this machine: install Dialtone elsewhere first.`);
  if (`${program}${node}`.includes('\n'))
    throw new UsageError(
      'A unit of systemd cannot name a folder with a line end in its name: install Dialtone elsewhere.',
    );
};

/** A warning: the service is root's, so whoever may write its files is as good as root. */
export const whoseInstallation = (host: ServiceHost, { node, program }: Installation): string | undefined => {
  const path = host.writableByOthers(program) ?? host.writableByOthers(node);
  return path === undefined
    ? undefined
    : `Note that ${path} is not root's alone: whoever can write there decides what the service does as root.`;
};
