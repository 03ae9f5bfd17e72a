import { errno } from '../../../uapi/errno';
import { vfioContainerIoctls as calls, vfioExtensions as extensions, vfioVersion } from '../../../uapi/vfio/container';
import type { Kernel } from '../kernel';
import type { OpenFile } from '../open-file';
import type { Result } from '../operation';
import type { IommuGroup } from './group';
import { Type1 } from './type1';

/** Extensions that the type 1 IOMMU has, other than VFIO_UPDATE_VADDR, which needs an IOMMU without mediated devices. */
const offered: ReadonlySet<number> = new Set([
  extensions.VFIO_TYPE1_IOMMU,
  extensions.VFIO_TYPE1v2_IOMMU,
  // VFIO_TYPE1_NESTING_IOMMU, which headers after 6.12 no longer name.
  6,
  extensions.VFIO_UNMAP_ALL,
]);

/** VFIO_SET_IOMMU: which model, and whether it is version 2. */
const models: ReadonlyMap<number, boolean> = new Map([
  [extensions.VFIO_TYPE1_IOMMU, false],
  [extensions.VFIO_TYPE1v2_IOMMU, true],
  [6, true],
]);

export type ContainerCall = (container: Container, argument: bigint) => Result;

/** @returns 1 or 0 */
export function checkExtension(container: Container, extension: number): number {
  if (extension === extensions.VFIO_UPDATE_VADDR)
    return container.iommu !== undefined && [...container.groups].every((group) => !group.emulated) ? 1 : 0;
  return offered.has(extension) ? 1 : 0;
}

export function setIommu(container: Container, model: number): number {
  if (container.groups.size === 0 || container.iommu !== undefined) return -errno.EINVAL;
  const version2 = models.get(model);
  if (version2 === undefined) return -errno.ENODEV;
  const iommu = new Type1(container, version2);
  for (const group of container.groups) {
    const result = iommu.attach(group);
    if (result !== 0) return result;
  }
  container.iommu = iommu;
  return 0;
}

/** Calls that the container itself answers; all others are for its IOMMU. */
export const containerCalls: ReadonlyMap<number, ContainerCall> = new Map([
  [calls.VFIO_GET_API_VERSION, () => vfioVersion.VFIO_API_VERSION],
  [calls.VFIO_CHECK_EXTENSION, (container, argument) => checkExtension(container, Number(argument & 0xffff_ffffn))],
  [calls.VFIO_SET_IOMMU, (container, argument) => setIommu(container, Number(argument & 0xffff_ffffn))],
] satisfies [number, ContainerCall][]);

/** What /dev/vfio/vfio opens: groups that share an IOMMU. */
export class Container implements OpenFile {
  readonly kind = 'container';
  readonly groups = new Set<IommuGroup>();
  iommu?: Type1;

  constructor(readonly kernel: Kernel) {}

  ioctl(kernel: Kernel, request: number, argument: bigint): Result {
    const { vfio } = kernel.configuration.model;
    const call = vfio.containerCalls.get(request);
    if (call !== undefined) return call(this, argument);
    const { iommu } = this;
    if (iommu === undefined) return -errno.EINVAL;
    return vfio.type1Calls.get(request)?.(iommu, argument) ?? -errno.ENOTTY;
  }

  /** @returns 0 or a negated error number */
  join(group: IommuGroup): number {
    const result = this.iommu?.attach(group) ?? 0;
    if (result === 0) this.groups.add(group);
    return result;
  }

  leave(group: IommuGroup): void {
    this.groups.delete(group);
    if (this.groups.size === 0) delete this.iommu;
  }
}
