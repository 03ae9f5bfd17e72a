'use strict';
module.exports = { start: 'no' };
