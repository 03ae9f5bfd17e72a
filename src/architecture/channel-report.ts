import { bytesAt, structure } from '../codec/structure';

const source = 'z/Architecture channel-report word; Linux arch/s390/include/asm/crw.h struct crw';

export const crw = structure('CRW', 4, source, {
  solicited: 1,
  overflow: 2,
  chained: 3,
  source: {
    bits: [4, 7],
    meaning: {
      2: 'monitoring facility',
      3: 'subchannel',
      4: 'channel path',
      9: 'configuration alert',
      11: 'channel subsystem',
    },
  },
  ancillary: 8,
  errorCode: {
    bits: [10, 15],
    meaning: {
      0: 'event',
      1: 'available',
      2: 'initialized',
      3: 'temporary error',
      4: 'parameters initialized',
      5: 'terminal',
      6: 'permanent error, not initialized',
      7: 'permanent error, initialized',
      8: 'parameters modified',
      10: 'parameters restored',
    },
  },
  sourceId: bytesAt(2, 2),
});
