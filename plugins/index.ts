export * from './contract/index.js';
export * from './traits/index.js';
