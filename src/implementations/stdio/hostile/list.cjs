'use strict';
require('./honest.cjs')({
  turn({ id, send }) {
    send([{ jsonrpc: '2.0', id, result: {} }]);
  },
});
