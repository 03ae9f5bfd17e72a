'use strict';
require('./honest.cjs')({
  turn({ raw, honest }) {
    raw('\u001b[31mWelcome to <b>my machine</b>\n');
    honest();
  },
});
