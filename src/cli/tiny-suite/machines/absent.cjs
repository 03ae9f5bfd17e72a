'use strict';
const _machine = require('../machine.cjs');

module.exports = async () => {
  throw Object.assign(new Error('there is no emulator here: apt-get install emulator'), { name: 'MachineAbsent' });
};
