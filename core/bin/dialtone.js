#!/usr/bin/env node
// The committed shim: npm links it before anything is built; `npm ci` builds what it loads.
import '../dist/dialtone/main.js';
