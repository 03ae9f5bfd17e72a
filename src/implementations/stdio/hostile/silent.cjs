'use strict';
require('./honest.cjs')({ turn() {} });
