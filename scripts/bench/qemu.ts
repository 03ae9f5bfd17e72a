import { measureStarts, measureSteps } from '../../src/implementations/qemu/bench';
import type { Figure } from './figure';

/** The adapter against the bare emulator, node and QEMU together. */
export async function qemuFigures(): Promise<Figure[]> {
  const starts = await measureStarts();
  const steps = await measureSteps();
  const rates = `${steps.bare.toFixed(0)} µs of CPU time for a bare step`;
  return [
    {
      name: 'QEMU: scenario start and stop, against bare spawn and kill',
      value: starts.contractCpu / starts.bareCpu,
      unit: '×',
      atMost: 2,
      detail: `${starts.contractCpu.toFixed(1)} against ${starts.bareCpu.toFixed(1)} ms of CPU time`,
    },
    {
      name: 'QEMU: spare machine fits',
      value: starts.spareHitRate,
      unit: '',
      detail: 'of all starts in the measurement above',
    },
    {
      name: 'QEMU: step rate with changed registers, against bare steps',
      value: steps.bare / steps.changedRegisters,
      unit: '×',
      atLeast: 0.5,
      detail: rates,
    },
    {
      name: 'QEMU: step rate with the whole state, against bare steps',
      value: steps.bare / steps.wholeState,
      unit: '×',
      atLeast: 0.3,
      detail: rates,
    },
  ];
}
