'use strict';
require('./honest.cjs')({
  turn({ answer, ended }) {
    answer({ answers: [ended] });
  },
});
