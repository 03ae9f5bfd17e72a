'use strict';
require('./honest.cjs')({
  turn({ id, send }) {
    send({ jsonrpc: '2.0', id, error: { code: -32603, message: 'out of \u001b[5mtea' } });
  },
});
