'use strict';
require('./honest.cjs')({
  turn({ raw }) {
    raw('{"jsonrpc":', () => process.exit(0));
  },
});
