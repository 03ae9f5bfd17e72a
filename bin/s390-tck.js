#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// In the checkout the sources run as they are; the installed package has compiled ones only.
if (existsSync(join(__dirname, '../src/cli/main.ts'))) {
  require('../scripts/typescript.cjs');
  require('../src/cli/main.ts').main();
} else {
  require('../dist/src/cli/main.js').main();
}
