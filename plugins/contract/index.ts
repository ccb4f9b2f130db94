export * from './at.js';
export * from './carrier.js';
export * from './check.js';
export * from './device.js';
export * from './package-field.js';
export * from './rules.js';
export * from './twin.js';
export * from './vocabulary.js';
