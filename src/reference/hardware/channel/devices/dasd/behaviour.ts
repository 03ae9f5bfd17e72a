import { characteristics } from './characteristics';
import { checkDomain } from './commands';
import * as controls from './controls';
import { endOfDomain } from './dasd';
import * as reads from './reads';
import * as searches from './searches';

/** Small behaviours of the disk that rules are about. Each is one place; a fault replaces one of them. */
export const dasdBehaviour = {
  checkDomain,
  endOfDomain,
  /** A record that is not found after the index has passed so often is not there. */
  indexPassesAllowed: 2,
  readIpl: reads.readIpl,
  checkIplSequence: reads.checkIplSequence,
  dataRecord: reads.dataRecord,
  readEnding: reads.readEnding,
  matches: searches.matches,
  checkSearchSequence: searches.checkSearchSequence,
  seek: controls.seek,
  demandInExtent: controls.demandInExtent,
  defineExtent: controls.defineExtent,
  locateRecord: controls.locateRecord,
  readCount: reads.readCountArea,
  characteristics,
};

export type DasdBehaviour = typeof dasdBehaviour;
