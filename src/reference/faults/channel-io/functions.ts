import { pmcwExtraMask, pmcwMask } from '../../../architecture/schib';
import { scswMask as scsw, scswPart, deviceStatus as unit } from '../../../architecture/scsw';
import { repeatedControls } from '../../hardware/channel/functions';
import type { Fault } from '../fault';
import { channel, coded } from './change';

/** Condition codes, the functions and their effects: CSS-13 to CSS-62. */
export const functionFaults: readonly Fault[] = [
  {
    name: 'stsch-needs-an-idle-subchannel',
    describes: 'STORE SUBCHANNEL gives condition code 2 while a function is in progress.',
    breaks: ['CSS-13'],
    apply: coded('STSCH', 2, 'start', 'suspended', 'halt or clear'),
  },
  {
    name: 'stsch-hides-status',
    describes: 'STORE SUBCHANNEL shows no status control.',
    breaks: ['CSS-14'],
    apply: channel(({ storedSchib }) => ({
      storedSchib: (subchannel) => {
        const block = storedSchib(subchannel).slice();
        block[31]! &= 0xe0;
        return block;
      },
    })),
  },
  {
    name: 'msch-sets-device-number',
    describes: 'MODIFY SUBCHANNEL changes the device number.',
    breaks: ['CSS-15'],
    apply: channel(({ modify }) => ({
      modify: (subchannel, from) => {
        modify(subchannel, from);
        subchannel.deviceNumber = from.getUint16(6);
      },
    })),
  },
  {
    name: 'msch-keeps-measurement-index',
    describes: 'MODIFY SUBCHANNEL leaves the measurement-block index alone.',
    breaks: ['CSS-15', 'CSS-77'],
    apply: channel(({ modify }) => ({
      modify: (subchannel, from) => {
        const index = subchannel.measurementIndex;
        modify(subchannel, from);
        subchannel.view.setUint16(12, index);
      },
    })),
  },
  {
    name: 'msch-without-device-cc3',
    describes: 'MODIFY SUBCHANNEL of a subchannel without a device gives condition code 3.',
    breaks: ['CSS-22'],
    apply: coded('MSCH', 3, 'no device'),
  },
  {
    name: 'msch-over-pending-status',
    describes: 'MODIFY SUBCHANNEL works while status is pending.',
    breaks: ['CSS-23'],
    apply: coded('MSCH', 0, 'status pending'),
  },
  {
    name: 'msch-over-function',
    describes: 'MODIFY SUBCHANNEL works while a function is in progress.',
    breaks: ['CSS-24'],
    apply: coded('MSCH', 0, 'start', 'suspended', 'halt or clear'),
  },
  {
    name: 'msch-over-intermediate-status',
    describes: 'MODIFY SUBCHANNEL takes intermediate status for none.',
    breaks: ['CSS-25'],
    apply: coded('MSCH', 0, 'intermediate'),
  },
  {
    name: 'disabled-subchannel-starts',
    describes: 'A subchannel that is not enabled starts programs.',
    breaks: ['CSS-26'],
    apply: coded('SSCH', 0, 'disabled'),
  },
  {
    name: 'missing-subchannel-is-busy',
    describes: 'Halting or clearing a subchannel that is not there gives condition code 2.',
    breaks: ['CSS-27'],
    apply: coded('HSCH', 2, 'not provided'),
  },
  {
    name: 'idle-subchannel-is-busy',
    describes: 'START SUBCHANNEL gives condition code 2 whatever the state.',
    breaks: ['CSS-28'],
    apply: coded('SSCH', 2, 'idle'),
  },
  {
    name: 'ssch-over-pending-status',
    describes: 'A start replaces status that is pending.',
    breaks: ['CSS-29'],
    apply: coded('SSCH', 0, 'status pending'),
  },
  {
    name: 'ssch-over-function',
    describes: 'A start replaces the program that runs.',
    breaks: ['CSS-30'],
    apply: coded('SSCH', 0, 'start', 'suspended'),
  },
  {
    name: 'parameter-not-taken-over',
    describes: 'The interruption parameter is that of MODIFY SUBCHANNEL for ever.',
    breaks: ['CSS-37'],
    apply: channel(({ startEffects }) => ({
      startEffects: (subchannel, orb) => {
        const { parameter } = subchannel;
        startEffects(subchannel, orb);
        subchannel.parameter = parameter;
      },
    })),
  },
  {
    name: 'scsw-repeats-format-only',
    describes: 'Of the ORB only the CCW format shows in the SCSW, as in QEMU.',
    breaks: ['CSS-38'],
    apply: channel(({ startEffects }) => ({
      startEffects: (subchannel, orb) => {
        startEffects(subchannel, orb);
        subchannel.off(repeatedControls & ~scsw.format);
      },
    })),
  },
  {
    name: 'deferred-code-sticks',
    describes: 'A deferred condition code stays for all later programs, as in QEMU 7.2.',
    breaks: ['CSS-39'],
    apply: channel(({ startEffects, presentEnd }) => ({
      startEffects: (subchannel, orb) => {
        const kept = subchannel.status & scsw.deferredCode;
        startEffects(subchannel, orb);
        subchannel.on(kept);
      },
      presentEnd: (css, subchannel, end) => {
        const kept = subchannel.status & scsw.deferredCode;
        presentEnd(css, subchannel, end);
        subchannel.on(kept);
      },
    })),
  },
  {
    name: 'start-does-not-show',
    describes: 'A start shows only once the device has accepted it.',
    breaks: ['CSS-40'],
    apply: channel(({ startEffects, acceptFirst }) => ({
      startEffects: (subchannel, orb) => {
        startEffects(subchannel, orb);
        subchannel.off(scsw.startPending | scsw.startFunction);
      },
      acceptFirst: (program, immediate) => {
        program.subchannel.on(scsw.startFunction);
        acceptFirst(program, immediate);
      },
    })),
  },
  {
    name: 'tsch-idle-is-cc0',
    describes: 'TEST SUBCHANNEL gives condition code 0 without status.',
    breaks: ['CSS-41', 'CSS-42'],
    apply: coded('TSCH', 0, 'idle'),
  },
  {
    name: 'tsch-clears-nothing',
    describes: 'Status stays pending after it was stored.',
    breaks: ['CSS-42', 'CSS-45'],
    apply: channel(() => ({ clearTested: () => {} })),
  },
  {
    name: 'tsch-keeps-functions',
    describes: 'Function control stays after the final status was stored.',
    breaks: ['CSS-45'],
    apply: channel(({ clearTested }) => ({
      clearTested: (subchannel) => {
        const kept = subchannel.status & scswPart.functions;
        clearTested(subchannel);
        subchannel.on(kept);
      },
    })),
  },
  {
    name: 'tsch-ends-running-program',
    describes: 'TEST SUBCHANNEL of an intermediate status clears the start function and the active bits.',
    breaks: ['CSS-46'],
    apply: channel(({ clearTested }) => ({
      clearTested: (subchannel) => {
        clearTested(subchannel);
        subchannel.off(scswPart.functions | scsw.subchannelActive | scsw.deviceActive);
      },
    })),
  },
  {
    name: 'hsch-idle-is-silent',
    describes: 'Halting an idle subchannel makes no status pending.',
    breaks: ['CSS-49'],
    apply: channel(({ performHalt }) => ({
      performHalt: (css, subchannel) => {
        if (subchannel.has(scsw.subchannelActive | scsw.deviceActive | scsw.startFunction))
          performHalt(css, subchannel);
        else subchannel.off(scsw.haltPending | scsw.haltFunction);
      },
    })),
  },
  {
    name: 'hsch-over-pending-status',
    describes: 'A halt is accepted while status is pending.',
    breaks: ['CSS-50'],
    apply: coded('HSCH', 0, 'status pending'),
  },
  {
    name: 'hsch-over-halt',
    describes: 'A halt is accepted while another one is in progress.',
    breaks: ['CSS-51'],
    apply: coded('HSCH', 0, 'halt or clear'),
  },
  {
    name: 'hsch-suspended-has-device-status',
    describes: 'Halting a suspended program presents device end.',
    breaks: ['CSS-52'],
    apply: channel(({ performHalt }) => ({
      performHalt: (css, subchannel) => {
        const suspended = subchannel.has(scsw.suspended);
        performHalt(css, subchannel);
        if (suspended) subchannel.deviceStatus = unit.deviceEnd;
      },
    })),
  },
  {
    name: 'hsch-ends-start-function',
    describes: 'A halt turns the start function off, as in QEMU.',
    breaks: ['CSS-53'],
    apply: channel(({ haltEffects }) => ({
      haltEffects: (css, subchannel) => {
        haltEffects(css, subchannel);
        subchannel.off(scsw.startFunction);
      },
    })),
  },
  {
    name: 'csch-presents-device-end',
    describes: 'The end of a clear function looks like that of a program.',
    breaks: ['CSS-54', 'CSS-55'],
    apply: channel(({ performClear }) => ({
      performClear: (css, subchannel) => {
        performClear(css, subchannel);
        subchannel.deviceStatus = unit.deviceEnd;
        subchannel.on(scsw.primary | scsw.secondary);
      },
    })),
  },
  {
    name: 'csch-keeps-old-status',
    describes: 'Status that was pending shows beside that of the clear function, as in QEMU 7.2.',
    breaks: ['CSS-55'],
    apply: channel(({ clearEffects, performClear }) => ({
      clearEffects: (css, subchannel) => {
        const kept = subchannel.status & (scsw.primary | scsw.secondary);
        clearEffects(css, subchannel);
        subchannel.on(kept);
      },
      performClear: (css, subchannel) => {
        const kept = subchannel.status & (scsw.primary | scsw.secondary);
        performClear(css, subchannel);
        subchannel.on(kept);
      },
    })),
  },
  {
    name: 'csch-over-function-cc2',
    describes: 'A clear is refused while a program runs.',
    breaks: ['CSS-56'],
    apply: coded('CSCH', 2, 'start', 'suspended', 'halt or clear'),
  },
  {
    name: 'csch-keeps-path-masks',
    describes: 'A clear leaves the path masks alone.',
    breaks: ['CSS-57'],
    apply: channel(({ performClear }) => ({
      performClear: (css, subchannel) => {
        const { pathsOperational, pathsNotOperational } = subchannel;
        performClear(css, subchannel);
        subchannel.pathsOperational = pathsOperational;
        subchannel.pathsNotOperational = pathsNotOperational;
      },
    })),
  },
  {
    name: 'xsch-suspended-cc2',
    describes: 'A suspended program cannot be cancelled.',
    breaks: ['CSS-58'],
    apply: coded('XSCH', 2, 'suspended'),
  },
  {
    name: 'xsch-makes-status-pending',
    describes: 'A cancelled program makes status pending.',
    breaks: ['CSS-58', 'CSS-60'],
    apply: channel(({ cancel }) => ({
      cancel: (css, subchannel) => {
        cancel(css, subchannel);
        subchannel.on(scsw.pending);
        css.interruptions.post(subchannel);
      },
    })),
  },
  {
    name: 'xsch-nothing-to-cancel-cc1',
    describes: 'CANCEL SUBCHANNEL gives condition code 1 whenever there is nothing to cancel, as in Hercules 4.',
    breaks: ['CSS-59'],
    apply: coded('XSCH', 1, 'idle'),
  },
  {
    name: 'xsch-too-late',
    describes: 'A program cannot be cancelled once it was started.',
    breaks: ['CSS-60'],
    apply: coded('XSCH', 2, 'start'),
  },
  {
    name: 'rsch-idle-is-cc0',
    describes: 'RESUME SUBCHANNEL is accepted without a suspended program.',
    breaks: ['CSS-61'],
    apply: coded('RSCH', 0, 'idle'),
  },
  {
    name: 'rsch-suspended-is-cc2',
    describes: 'A suspended program cannot be resumed.',
    breaks: ['CSS-61', 'CCW-55'],
    apply: coded('RSCH', 2, 'suspended'),
  },
  {
    name: 'rsch-twice',
    describes: 'A second resume is accepted before the first one took effect.',
    breaks: ['CSS-62'],
    apply: coded('RSCH', 0, 'suspended'),
  },
  {
    name: 'measurement-counts-nothing',
    describes: 'Measurement is switched on and counts nothing.',
    breaks: ['CSS-77', 'CSS-78'],
    apply: channel(() => ({ countStart: () => {} })),
  },
  {
    name: 'measurement-format-1-not-known',
    describes: 'Measurement blocks are of format 0 whatever the subchannel says.',
    breaks: ['CSS-78'],
    apply: channel(() => ({
      countStart: (measurement, subchannel) => {
        if ((subchannel.extra & pmcwExtraMask.measurementFormat) === 0 || measurement.origin !== 0)
          measurement.increment(measurement.origin + subchannel.measurementIndex * 32, 2);
      },
    })),
  },
  {
    name: 'reset-leaves-enabled',
    describes: 'A reset leaves subchannels enabled and their subclass as it was.',
    breaks: ['CSS-95', 'IPL-21'],
    apply: channel(({ resetSchib }) => ({
      resetSchib: (subchannel) => {
        const kept = subchannel.flags & (pmcwMask.enabled | pmcwMask.subclass);
        resetSchib(subchannel);
        subchannel.flags = subchannel.flags | kept;
      },
    })),
  },
];
