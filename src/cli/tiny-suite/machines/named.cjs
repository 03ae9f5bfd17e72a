'use strict';
const machine = require('../machine.cjs');

module.exports = { machine: machine() };
