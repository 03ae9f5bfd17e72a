/** A module that is built from the kernel's source, for a kernel that was configured without it. */
export interface BuiltModule {
  readonly name: string;
  /** Folder, or file, of the kernel's source. */
  readonly source: string;
  readonly objects: readonly string[];
}

export interface Target {
  /** Debian's name for the architecture. */
  readonly architecture: string;
  readonly suite: string;
  /** The kernel's own name for the architecture. */
  readonly kernelArchitecture: string;
  /** Ends the name of the image package. */
  readonly flavour: string;
  readonly toolPrefix: string;
  readonly built: readonly BuiltModule[];
  readonly defines: readonly string[];
  /** Modules of the image package, below kernel/. */
  readonly packaged: readonly string[];
  /** All modules in the order of their dependencies. */
  readonly loadOrder: readonly string[];
}

/** Debian 13 is the first whose s390x kernel has VFIO; it lacks mediated devices and the samples. */
export const s390x: Target = {
  architecture: 's390x',
  suite: 'trixie',
  kernelArchitecture: 's390',
  flavour: 's390x',
  toolPrefix: 's390x-linux-gnu-',
  built: [
    { name: 'mdev', source: 'drivers/vfio/mdev', objects: ['mdev_core', 'mdev_sysfs', 'mdev_driver'] },
    { name: 'mtty', source: 'samples/vfio-mdev/mtty.c', objects: [] },
  ],
  defines: ['CONFIG_VFIO_MDEV_MODULE=1'],
  packaged: ['drivers/vfio/vfio', 'drivers/vfio/vfio_iommu_type1'],
  loadOrder: ['vfio', 'vfio_iommu_type1', 'mdev', 'mtty'],
};
