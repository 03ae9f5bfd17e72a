'use strict';
require('./honest.cjs')({
  at: 'start',
  turn({ id, send }) {
    send({ jsonrpc: '2.0', id, error: { code: -32603, message: 'no memory' } });
  },
});
