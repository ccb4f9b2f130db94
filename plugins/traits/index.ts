export { quietStorage } from './quiet-storage.js';
