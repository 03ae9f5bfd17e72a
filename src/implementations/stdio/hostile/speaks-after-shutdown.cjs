'use strict';
require('./honest.cjs')({
  at: 'shutdown',
  turn({ honest, send }) {
    honest();
    send({ jsonrpc: '2.0', method: 'bye' });
  },
});
