'use strict';
require('./honest.cjs')({
  turn({ raw }) {
    const more = () => raw('{'.repeat(1 << 20), more);
    more();
  },
});
