'use strict';
require('./honest.cjs')({
  turn() {},
  cancel({ id, send }) {
    send({ jsonrpc: '2.0', id, result: { answers: [{ kind: 'done' }] } });
  },
});
