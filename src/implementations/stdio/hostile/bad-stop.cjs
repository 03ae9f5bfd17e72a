'use strict';
require('./honest.cjs')({
  at: 'stop',
  turn({ answer }) {
    answer(7);
  },
});
