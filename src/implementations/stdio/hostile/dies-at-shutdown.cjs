'use strict';
require('./honest.cjs')({ at: 'shutdown', turn: () => process.abort() });
