'use strict';
const machine = require('../machine.cjs');

module.exports = async () => machine();
