import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readObservations } from './observations';

/** As Linux 6.12.107 for s390x writes it. */
const trace = `    host-program-131     [000] .....     7.158213: arc: (mtty_set_state+0x9c/0x6f0 [mtty] <- vfio_mig_get_next_state) device="8c49cc30-6d00-475f-9fd9-7d44dfa7ff24" from=2 to=1 failed=0
    host-program-131     [000] .....     7.158300: arc: (mtty_set_state+0x9c/0x6f0 [mtty] <- vfio_mig_get_next_state) device="8c49cc30-6d00-475f-9fd9-7d44dfa7ff24" from=1 to=8 failed=4294967274
 CPU:0 [LOST 12 EVENTS]
    host-program-131     [000] .....     7.158400: access: (mtty_write+0x9c/0x6f0 [mtty] <- mdev_access) device="other" bytes={0x41,0x42,0x43,0x44} count=2 at=0x7 write=1
    host-program-131     [000] .....     7.158500: access: (mtty_read+0x9c/0x6f0 [mtty] <- mdev_access) device="other" bytes={0x48,0x43,0x53,0x32} count=4 at=0x70000000010 write=0
`;

test('arcs that the core allowed and accesses to regions, each with its device', () => {
  assert.deepEqual(readObservations(trace), [
    {
      device: '8c49cc30-6d00-475f-9fd9-7d44dfa7ff24',
      access: { direction: 'write', region: 'migration', offset: 0n, bytes: Uint8Array.of(2, 1) },
    },
    { device: 'other', access: { direction: 'write', region: 'BAR0', offset: 7n, bytes: Uint8Array.of(0x41, 0x42) } },
    {
      device: 'other',
      access: { direction: 'read', region: 'config', offset: 16n, bytes: Uint8Array.of(0x48, 0x43, 0x53, 0x32) },
    },
  ]);
});
