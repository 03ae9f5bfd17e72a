'use strict';
require('./honest.cjs')({
  turn({ id, send }) {
    send({ jsonrpc: '1.0', id, result: { answers: [] } });
  },
});
