'use strict';
require('./honest.cjs')({
  turn({ send }) {
    send({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'what?' } });
  },
});
