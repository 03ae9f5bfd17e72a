'use strict';
require('./honest.cjs')({
  turn({ send }) {
    send({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });
  },
});
