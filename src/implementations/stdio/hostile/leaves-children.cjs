'use strict';
require('./honest.cjs')({
  turn() {
    const { spawn } = require('node:child_process');
    // In sessions of their own, and their parent gone.
    spawn('sh', ['-c', 'setsid sleep 600 & setsid sh -c "sleep 600 & wait" &'], { stdio: 'ignore' }).once('exit', () =>
      process.exit(0),
    );
  },
});
