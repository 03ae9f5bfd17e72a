'use strict';
require('./honest.cjs')({
  turn({ honest }) {
    honest();
    setTimeout(honest, 100);
  },
});
