/** What +CPIN? says the SIM waits for: `READY`, `SIM PIN`, `SIM PUK`, `PH-NET PIN` … in capitals. */
export const parsePinState = (lines: readonly string[]): string | undefined => {
  const [, state] = lines.map((line) => /^\+CPIN:\s*"?([A-Z][A-Z0-9 -]*)"?$/i.exec(line)).find((found) => found) ?? [];
  return state?.trim().toUpperCase();
};
