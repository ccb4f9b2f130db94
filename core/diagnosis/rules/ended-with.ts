import type { ExitCode, FactPattern } from '@dialtone/plugins';

/** The walk ended with one of these. */
export const endedWith = (...codes: readonly ExitCode[]): FactPattern => ({
  fact: 'walk.ended',
  where: { exit: { oneOf: [...codes] } },
});
