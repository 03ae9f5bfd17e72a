'use strict';
const machine = require('../machine.cjs');

module.exports = machine({ manifest: { name: 'Not A Name' } });
