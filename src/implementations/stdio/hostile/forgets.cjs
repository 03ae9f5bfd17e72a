'use strict';
// Says that it has done everything, and has done nothing.
require('./honest.cjs')();
