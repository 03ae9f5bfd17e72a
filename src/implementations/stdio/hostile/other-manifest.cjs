'use strict';
// Each of its processes claims to be another version.
require('./honest.cjs')({ version: String(process.pid), turn: () => process.exit(3) });
