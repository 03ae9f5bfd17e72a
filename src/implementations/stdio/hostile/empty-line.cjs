'use strict';
require('./honest.cjs')({
  turn({ raw, honest }) {
    raw('\n');
    honest();
  },
});
