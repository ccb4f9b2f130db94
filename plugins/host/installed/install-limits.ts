/** How large what is installed may be, packed and unpacked with all that it depends on, and how long npm may take, in milliseconds. */
export const installLimits = {
  tarballBytes: 16 * 1024 * 1024,
  unpackedBytes: 64 * 1024 * 1024,
  files: 20_000,
  npmMs: 120_000,
} as const;
