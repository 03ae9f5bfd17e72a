'use strict';
require('./honest.cjs')({
  turn({ answer }) {
    answer({ answers: [] });
  },
});
