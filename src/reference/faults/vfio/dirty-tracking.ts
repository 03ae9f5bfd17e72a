import { errno } from '../../../uapi/errno';
import { vfioDeviceIoctls as calls } from '../../../uapi/vfio/device';
import {
  vfioDeviceFeatures as ids,
  vfioDeviceFeatureDmaLoggingControl,
  vfioDeviceFeatureDmaLoggingRange,
  vfioDeviceFeatureDmaLoggingReport,
} from '../../../uapi/vfio/feature';
import { vfioDirtyPagesFlags, vfioIommuType1DirtyBitmap, vfioType1Ioctls } from '../../../uapi/vfio/type1';
import type { RangeCheck } from '../../kernel/vfio/dma-log-calls';
import { EngineDevice } from '../../kernel/vfio/pci/device';
import type { Fault } from '../fault';
import { deviceCall, feature, peek, vfio, without } from './change';

const range = (name: string, change: (right: RangeCheck) => Partial<RangeCheck>): Fault['apply'] =>
  vfio(({ loggedRangeChecks }) => ({
    loggedRangeChecks: loggedRangeChecks.map((one) => (one.name === name ? { ...one, ...change(one) } : one)),
  }));

const report = vfioDeviceFeatureDmaLoggingReport;
const largest = 0xffff_ffff_ffff_ffffn;

/** DMA logging of a device: MIG-171 to MIG-187. */
const loggingFaults: readonly Fault[] = [
  {
    name: 'logging-without-ranges',
    describes: 'DMA logging starts for no range at all.',
    breaks: ['MIG-171'],
    apply: vfio((right) => ({ rangeCount: (count) => (count === 0 ? 0 : right.rangeCount(count)) })),
  },
  {
    name: 'logging-of-any-number-of-ranges',
    describes: 'DMA logging takes any number of ranges.',
    breaks: ['MIG-171'],
    apply: vfio((right) => ({ rangeCount: (count) => right.rangeCount(Math.min(count, 1)) })),
  },
  {
    name: 'logging-of-parts-of-pages',
    describes: 'DMA logging takes ranges that are not whole pages.',
    breaks: ['MIG-172', 'MIG-174'],
    apply: without('loggedRangeChecks', 'alignment'),
  },
  {
    name: 'logging-overflow-invalid',
    describes: 'DMA logging gives EINVAL for a range that wraps.',
    breaks: ['MIG-172'],
    apply: range('overflow', () => ({ error: errno.EINVAL })),
  },
  {
    name: 'logging-of-overlapping-ranges',
    describes: 'DMA logging takes ranges that overlap.',
    breaks: ['MIG-173'],
    apply: without('loggedRangeChecks', 'overlap'),
  },
  {
    name: 'logging-adjacent-ranges-overlap',
    describes: 'DMA logging takes adjacent ranges for overlapping ones.',
    breaks: ['MIG-173'],
    apply: range('overlap', () => ({
      fails: ({ iova, length }, _, earlier) =>
        earlier.some((other) => iova <= other.iova + other.length && other.iova <= iova + length),
    })),
  },
  {
    name: 'logging-overflow-first',
    describes: 'DMA logging looks for ranges that wrap before it looks at anything else.',
    breaks: ['MIG-174'],
    apply: feature(ids.VFIO_DEVICE_FEATURE_DMA_LOGGING_START, (right) => ({
      ...right,
      set: (device, data) => {
        const { kernel } = device;
        const control = vfioDeviceFeatureDmaLoggingControl;
        const count = Number(peek(kernel, data, control, 'num_ranges'));
        for (let index = 0; index < Math.min(count, 256); index += 1) {
          const at = peek(kernel, data, control, 'ranges') + BigInt(index * vfioDeviceFeatureDmaLoggingRange.size);
          const end =
            peek(kernel, at, vfioDeviceFeatureDmaLoggingRange, 'iova') +
            peek(kernel, at, vfioDeviceFeatureDmaLoggingRange, 'length');
          if (end > largest) return -errno.EOVERFLOW;
        }
        return right.set!(device, data);
      },
    })),
  },
  {
    name: 'logging-starts-twice',
    describes: 'DMA logging that is active is started again.',
    breaks: ['MIG-175'],
    apply: vfio(() => ({ startsLogging: () => 0 })),
  },
  {
    name: 'logging-page-size-not-told',
    describes: 'DMA logging tells a page size of 4096 whatever it uses.',
    breaks: ['MIG-176'],
    apply: vfio(() => ({ answeredPageSize: () => 4096n })),
  },
  {
    name: 'logging-page-size-echoed',
    describes: 'DMA logging tells the page size wished for, and uses another.',
    breaks: ['MIG-176'],
    apply: vfio(() => ({ answeredPageSize: (wished) => wished })),
  },
  {
    name: 'logging-stop-wants-start',
    describes: 'Stopping DMA logging that is not active fails.',
    breaks: ['MIG-177'],
    apply: feature(ids.VFIO_DEVICE_FEATURE_DMA_LOGGING_STOP, (right) => ({
      ...right,
      set: (device, data) => (device.logging?.active === true ? right.set!(device, data) : -errno.EINVAL),
    })),
  },
  {
    name: 'logging-report-without-start',
    describes: 'DMA logging that is not active reports nothing, and succeeds.',
    breaks: ['MIG-178'],
    apply: without('reportChecks', 'active'),
  },
  {
    name: 'logging-report-any-page-size',
    describes: 'DMA logging reports in any page size.',
    breaks: ['MIG-179'],
    apply: vfio(({ reportChecks }) => ({
      reportChecks: reportChecks.map((one) =>
        one.name === 'page size' ? { ...one, fails: ({ pageSize }) => pageSize === 0n } : one,
      ),
    })),
  },
  {
    name: 'logging-report-overflow-invalid',
    describes: 'A report of DMA logging gives EINVAL for a range that wraps.',
    breaks: ['MIG-180'],
    apply: vfio(({ reportChecks }) => ({
      reportChecks: reportChecks.map((one) => (one.name === 'overflow' ? { ...one, error: errno.EINVAL } : one)),
    })),
  },
  {
    name: 'logging-report-clears-bitmap',
    describes: 'A report of DMA logging clears the bitmap first.',
    breaks: ['MIG-181'],
    apply: feature(ids.VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT, (right) => ({
      ...right,
      get: (device, data) => {
        device.kernel.memory.copyOut(peek(device.kernel, data, report, 'bitmap'), new Uint8Array(8));
        return right.get!(device, data);
      },
    })),
  },
  {
    name: 'logging-neighbours-dirty',
    describes: 'DMA logging takes the page behind a written one for written.',
    breaks: ['MIG-181', 'MIG-183'],
    apply: vfio((right) => ({
      recordDma: (log, iova, length) => right.recordDma(log, iova, length + Number(log.pageSize)),
    })),
  },
  {
    name: 'logging-report-keeps-log',
    describes: 'What was reported of DMA logging is reported again.',
    breaks: ['MIG-182'],
    apply: vfio(() => ({ forgetsReported: () => {} })),
  },
  {
    name: 'logging-report-clears-all',
    describes: 'A report of DMA logging clears the log of all ranges.',
    breaks: ['MIG-182'],
    apply: vfio(() => ({ forgetsReported: ({ log }) => log.forget(0n, 2n ** 64n) })),
  },
  {
    name: 'logging-bits-from-the-left',
    describes: 'The bits of the bitmap count from the most significant one.',
    breaks: ['MIG-183'],
    apply: vfio((right) => ({
      setBits: (kernel, bitmap, first, count) => {
        let done = true;
        for (let bit = first; bit < first + count; bit += 1)
          done = right.setBits(kernel, bitmap, bit - (bit % 64) + 63 - (bit % 64), 1) && done;
        return done;
      },
    })),
  },
  {
    name: 'logging-report-first-bit-only',
    describes: 'A page that was written sets one bit of a finer bitmap.',
    breaks: ['MIG-184'],
    apply: vfio((right) => ({ reportedBits: (written, request) => [right.reportedBits(written, request)[0], 1] })),
  },
  {
    name: 'logging-of-accesses',
    describes: 'DMA logging takes an access of the program to the device for DMA.',
    breaks: ['MIG-185'],
    apply: vfio((right) => ({
      acceptsAccesses: (activity, device) => {
        const { logging } = device;
        for (const { iova } of logging?.ranges ?? []) logging?.record(iova, 1);
        return right.acceptsAccesses(activity, device);
      },
    })),
  },
  {
    name: 'logging-ends-with-running',
    describes: 'DMA logging stops when the migration state changes.',
    breaks: ['MIG-186'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        const { device } = migration;
        if (device instanceof EngineDevice) device.logging?.stop();
        return yield* right.takeArc(migration, to);
      },
    })),
  },
  {
    name: 'logging-ends-with-reset',
    describes: 'DMA logging stops when the device is reset.',
    breaks: ['MIG-187'],
    apply: deviceCall(calls.VFIO_DEVICE_RESET, (right) => (device, address) => {
      device.logging?.stop();
      return right(device, address);
    }),
  },
];

const start = vfioDirtyPagesFlags.VFIO_IOMMU_DIRTY_PAGES_FLAG_START;

/** Dirty pages of a container: MIG-189 to MIG-191. */
const containerFaults: readonly Fault[] = [
  {
    name: 'dirty-pages-start-once',
    describes: 'Tracking of dirty pages that is on cannot be started.',
    breaks: ['MIG-189'],
    apply: vfio(({ type1Calls }) => {
      const right = type1Calls.get(vfioType1Ioctls.VFIO_IOMMU_DIRTY_PAGES)!;
      return {
        type1Calls: new Map([
          ...type1Calls,
          [
            vfioType1Ioctls.VFIO_IOMMU_DIRTY_PAGES,
            (iommu, address) => {
              const flags = Number(peek(iommu.kernel, address, vfioIommuType1DirtyBitmap, 'flags'));
              return iommu.tracking && flags === start ? -errno.EINVAL : right(iommu, address);
            },
          ],
        ]),
      };
    }),
  },
  {
    name: 'dirty-pages-without-start',
    describes: 'The bitmap of dirty pages is given though tracking is off.',
    breaks: ['MIG-189'],
    apply: without('dirtyBitmapChecks', 'started'),
  },
  {
    name: 'dirty-pages-flags-together',
    describes: 'Two flags of VFIO_IOMMU_DIRTY_PAGES are taken at once.',
    breaks: ['MIG-190'],
    apply: vfio(() => ({ oneDirtyFlag: (flags) => flags > 0 && flags < 8 })),
  },
  {
    name: 'dirty-pages-any-page-size',
    describes: 'The bitmap of dirty pages is given for any page size.',
    breaks: ['MIG-191'],
    apply: without('dirtyBitmapChecks', 'page size'),
  },
];

export const dirtyTrackingFaults: readonly Fault[] = [...loggingFaults, ...containerFaults];
