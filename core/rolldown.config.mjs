import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

/**
 * What bin/dialtone.js runs: the modules that tsc made and the libraries they use, in a few files. A start reads a dozen instead of eight hundred,
 * in a third of the time. What has a native part, or is loaded by plugins as well, stays outside.
 */
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
export default defineConfig({
  input: { main: at('dist/main.js') },
  platform: 'node',
  external: [/^@dialtone\//, /^@serialport\//, 'serialport', 'koffi', 'dbus-next'],
  // To node rxjs gives its build for require, none of which can be left out.
  resolve: { alias: { rxjs: fileURLToPath(import.meta.resolve('rxjs')).replace('/cjs/', '/esm/') } },
  output: {
    dir: at('dist/dialtone'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    cleanDir: true,
  },
});
