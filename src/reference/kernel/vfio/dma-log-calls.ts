import { errno } from '../../../uapi/errno';
import {
  vfioDeviceFeatureDmaLoggingControl,
  vfioDeviceFeatureDmaLoggingRange,
  vfioDeviceFeatureDmaLoggingReport,
} from '../../../uapi/vfio/feature';
import { Image, places } from '../image';
import type { VfioDevice } from './device';
import type { DmaLog, LoggedRange } from './dma-log';

const control = places(vfioDeviceFeatureDmaLoggingControl, 'page_size', 'num_ranges', 'ranges');
const entry = places(vfioDeviceFeatureDmaLoggingRange, 'iova', 'length');
const report = places(vfioDeviceFeatureDmaLoggingReport, 'iova', 'length', 'page_size', 'bitmap');
const largest = 0xffff_ffff_ffff_ffffn;
/** As many ranges as fit a page of the kernel. */
const mostRanges = 4096 / vfioDeviceFeatureDmaLoggingRange.size;
const smallestReportPage = 4096n;

/** The page sizes that devices of the reference can log with. */
export const loggingPageSizes: readonly bigint[] = [4096n, 8192n, 16384n, 65536n];

export interface RangeCheck {
  readonly name: string;
  readonly error: number;
  readonly fails: (range: LoggedRange, pageSize: bigint, earlier: readonly LoggedRange[]) => boolean;
}

const isPowerOfTwo = (value: bigint): boolean => value > 0n && (value & (value - 1n)) === 0n;

/** What each range has to pass, in order. Source: Linux 6.12 vfio_main.c vfio_ioctl_device_feature_logging_start. */
export const loggedRangeChecks: readonly RangeCheck[] = [
  {
    name: 'alignment',
    error: errno.EINVAL,
    fails: ({ iova, length }, pageSize) => pageSize === 0n || iova % pageSize !== 0n || length % pageSize !== 0n,
  },
  { name: 'overflow', error: errno.EOVERFLOW, fails: ({ iova, length }) => iova + length > largest },
  {
    name: 'overlap',
    error: errno.EINVAL,
    fails: ({ iova, length }, _, earlier) =>
      earlier.some((other) => iova < other.iova + other.length && other.iova < iova + length),
  },
];

/** The page size a device logs with: what was wished where it can, or the next smaller one it has. */
export function choosePageSize(wished: bigint): bigint {
  return loggingPageSizes.filter((size) => size <= wished).at(-1) ?? loggingPageSizes[0]!;
}

export const startsLogging = (log: DmaLog): number => (log.active ? -errno.EINVAL : 0);

export const rangeCount = (count: number): number =>
  count === 0 ? -errno.EINVAL : count > mostRanges ? -errno.E2BIG : 0;

/** VFIO_DEVICE_FEATURE_DMA_LOGGING_START. */
export function startLog(device: VfioDevice, data: bigint): number {
  const { kernel } = device;
  const log = device.logging!;
  const { vfio } = kernel.configuration.model;
  const bytes = kernel.memory.copyIn(data, vfioDeviceFeatureDmaLoggingControl.size);
  if (bytes === undefined) return -errno.EFAULT;
  const argument = new Image(bytes, kernel.order);
  const count = argument.number(control.num_ranges);
  const wrongCount = vfio.rangeCount(count);
  if (wrongCount !== 0) return wrongCount;
  const pageSize = argument.long(control.page_size);
  const ranges: LoggedRange[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = argument.long(control.ranges) + BigInt(index * vfioDeviceFeatureDmaLoggingRange.size);
    const found = kernel.memory.copyIn(at, vfioDeviceFeatureDmaLoggingRange.size);
    if (found === undefined) return -errno.EFAULT;
    const image = new Image(found, kernel.order);
    const range = { iova: image.long(entry.iova), length: image.long(entry.length) };
    const failed = vfio.loggedRangeChecks.find((check) => check.fails(range, pageSize, ranges));
    if (failed !== undefined) return -failed.error;
    ranges.push(range);
  }
  const result = vfio.startsLogging(log);
  if (result !== 0) return result;
  log.start(ranges, vfio.choosePageSize(pageSize));
  if (kernel.memory.copyOut(data, argument.put(control.page_size, vfio.answeredPageSize(pageSize, log)).bytes))
    return 0;
  log.stop();
  return -errno.EFAULT;
}

/** The page size that START writes back. */
export const answeredPageSize = (_wished: bigint, log: DmaLog): bigint => log.pageSize;

/** VFIO_DEVICE_FEATURE_DMA_LOGGING_STOP. */
export function stopLog(device: VfioDevice): number {
  device.logging!.stop();
  return 0;
}

export interface ReportRequest {
  readonly log: DmaLog;
  readonly iova: bigint;
  readonly length: bigint;
  readonly pageSize: bigint;
}

/** What REPORT has to pass, in order. */
export const reportChecks: readonly { name: string; error: number; fails: (request: ReportRequest) => boolean }[] = [
  {
    name: 'page size',
    error: errno.EINVAL,
    fails: ({ pageSize }) => pageSize < smallestReportPage || !isPowerOfTwo(pageSize),
  },
  { name: 'overflow', error: errno.EOVERFLOW, fails: ({ iova, length }) => iova + length > largest },
  { name: 'active', error: errno.EINVAL, fails: ({ log }) => !log.active },
];

/** The bits that a written page stands for: all that it touches. */
export function reportedBits(written: { start: bigint; end: bigint }, request: ReportRequest): [number, number] {
  const { iova, length, pageSize } = request;
  const start = written.start > iova ? written.start : iova;
  const end = written.end < iova + length ? written.end : iova + length;
  const first = Number((start - iova) / pageSize);
  return [first, Number((end - iova + pageSize - 1n) / pageSize) - first];
}

/** VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT. A bitmap that is not there is skipped, as Linux 6.12 does. */
export function reportLog(device: VfioDevice, data: bigint): number {
  const { kernel } = device;
  const { vfio } = kernel.configuration.model;
  const bytes = kernel.memory.copyIn(data, vfioDeviceFeatureDmaLoggingReport.size);
  if (bytes === undefined) return -errno.EFAULT;
  const argument = new Image(bytes, kernel.order);
  const request: ReportRequest = {
    log: device.logging!,
    iova: argument.long(report.iova),
    length: argument.long(report.length),
    pageSize: argument.long(report.page_size),
  };
  const failed = vfio.reportChecks.find((check) => check.fails(request));
  if (failed !== undefined) return -failed.error;
  for (const written of request.log.writtenIn(request.iova, request.length))
    vfio.setBits(kernel, argument.long(report.bitmap), ...vfio.reportedBits(written, request));
  vfio.forgetsReported(request);
  return 0;
}

export const forgetsReported = ({ log, iova, length }: ReportRequest): void => log.forget(iova, length);
