'use strict';
require('./honest.cjs')({
  turn({ raw }) {
    raw(Buffer.from([0x7b, 0xff, 0xfe, 0x1b, 0x7d, 0x0a]));
  },
});
