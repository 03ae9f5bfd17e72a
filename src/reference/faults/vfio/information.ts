import { errno } from '../../../uapi/errno';
import { vfioDeviceIoctls as calls, vfioDeviceFlags, vfioDeviceInfo } from '../../../uapi/vfio/device';
import { vfioPciIrqIndexes as irqs, vfioIrqInfo, vfioIrqInfoFlags } from '../../../uapi/vfio/interrupts';
import { vfioPciRegionIndexes as regions, vfioRegionInfo, vfioRegionInfoFlags } from '../../../uapi/vfio/regions';
import { vfioType1Ioctls } from '../../../uapi/vfio/type1';
import { Image } from '../../kernel/image';
import type { DeviceCall, VfioDevice } from '../../kernel/vfio/device';
import { DeviceFile } from '../../kernel/vfio/device-file';
import { activityOf } from '../../kernel/vfio/migration/states';
import type { Fault } from '../fault';
import { afterwards, deviceCall, instead, lenient, peek, poke, vfio } from './change';

const indexIs = (index: number) => (device: { kernel: Parameters<typeof peek>[0] }, address: bigint) =>
  Number(peek(device.kernel, address, vfioIrqInfo, 'index')) === index;

const stopped = ({ migration }: VfioDevice): boolean =>
  migration !== undefined && activityOf(migration.state) === 'stopped';

const hides = (call: number, structure: typeof vfioIrqInfo, index: number | undefined, flag: number): Fault['apply'] =>
  deviceCall(
    call,
    afterwards(({ kernel }, address) => {
      if (index !== undefined && Number(peek(kernel, address, structure, 'index')) !== index) return undefined;
      poke(kernel, address, structure, 'flags', Number(peek(kernel, address, structure, 'flags')) & ~flag);
      return undefined;
    }),
  );

/** What a device tells about itself: MIG-01 to MIG-23. */
export const informationFaults: readonly Fault[] = [
  {
    name: 'vfio-ioctl-numbers-with-size',
    describes: 'VFIO_DEVICE_GET_IRQ_INFO has the size of its structure in its number.',
    breaks: ['MIG-01'],
    apply: vfio(({ deviceCalls }) => {
      const moved = new Map(deviceCalls);
      moved.set(0xc010_3b6d, moved.get(calls.VFIO_DEVICE_GET_IRQ_INFO)!);
      moved.delete(calls.VFIO_DEVICE_GET_IRQ_INFO);
      return { deviceCalls: moved };
    }),
  },
  {
    name: 'vfio-container-takes-device-features',
    describes: 'A container answers 0x3B75 with success whatever the flags say.',
    breaks: ['MIG-02'],
    apply: vfio(({ type1Calls }) => ({
      type1Calls: new Map([...type1Calls, [vfioType1Ioctls.VFIO_IOMMU_DIRTY_PAGES, () => 0]]),
    })),
  },
  {
    name: 'vfio-unknown-call-invalid',
    describes: 'An ioctl that the device does not know gives EINVAL.',
    breaks: ['MIG-03', 'MIG-130'],
    apply: vfio((right) => ({
      unknownCall: (kind) => (kind === 'device' ? -errno.EINVAL : right.unknownCall(kind)),
    })),
  },
  {
    name: 'vfio-info-without-length-check',
    describes: 'VFIO_DEVICE_GET_INFO takes any argsz.',
    breaks: ['MIG-04'],
    apply: deviceCall(calls.VFIO_DEVICE_GET_INFO, lenient(vfioDeviceInfo, 0, 16)),
  },
  {
    name: 'vfio-info-fault-invalid',
    describes: 'VFIO_DEVICE_GET_INFO gives EINVAL for an address where nothing is.',
    breaks: ['MIG-05'],
    apply: deviceCall(calls.VFIO_DEVICE_GET_INFO, instead(errno.EFAULT, -errno.EINVAL)),
  },
  {
    name: 'vfio-info-clears-surplus',
    describes: 'VFIO_DEVICE_GET_INFO stores zeros up to argsz.',
    breaks: ['MIG-06'],
    apply: deviceCall(
      calls.VFIO_DEVICE_GET_INFO,
      afterwards(({ kernel }, address) => {
        const argsz = Math.min(4096, Number(peek(kernel, address, vfioDeviceInfo, 'argsz')));
        const end = Math.max(0, argsz - vfioDeviceInfo.size);
        kernel.memory.copyOut(address + BigInt(argsz - Math.min(8, end)), new Uint8Array(Math.min(8, end)));
        return undefined;
      }),
    ),
  },
  {
    name: 'vfio-info-without-pci-flag',
    describes: 'A PCI device does not say that it is one.',
    breaks: ['MIG-07'],
    apply: hides(calls.VFIO_DEVICE_GET_INFO, vfioDeviceInfo, undefined, vfioDeviceFlags.VFIO_DEVICE_FLAGS_PCI),
  },
  {
    name: 'vfio-short-info-refused',
    describes: 'An information call without room for the capabilities fails with ENOSPC.',
    breaks: ['MIG-08'],
    apply: vfio(({ deviceCalls }) => {
      const refuse = (request: number, structure: typeof vfioDeviceInfo, flag: number) =>
        [
          request,
          afterwards(({ kernel }, address) => {
            const flags = Number(peek(kernel, address, structure, 'flags'));
            const missing = (flags & flag) !== 0 && peek(kernel, address, structure, 'cap_offset') === 0n;
            return missing ? -errno.ENOSPC : undefined;
          })(deviceCalls.get(request)!),
        ] as const;
      return {
        deviceCalls: new Map([
          ...deviceCalls,
          refuse(calls.VFIO_DEVICE_GET_INFO, vfioDeviceInfo, vfioDeviceFlags.VFIO_DEVICE_FLAGS_CAPS),
          refuse(calls.VFIO_DEVICE_GET_REGION_INFO, vfioRegionInfo, vfioRegionInfoFlags.VFIO_REGION_INFO_FLAG_CAPS),
        ]),
      };
    }),
  },
  {
    name: 'vfio-capability-chain-open',
    describes: 'The last capability names the place behind it as the next one.',
    breaks: ['MIG-09'],
    apply: vfio((right) => ({
      capabilityChain: (capabilities, start, order) => {
        const whole = right.capabilityChain(capabilities, start, order);
        const before = right.capabilityChain(capabilities.slice(0, -1), start, order).length;
        const image = new Image(whole, order);
        image.put({ offset: before + 4, length: 4 }, start + whole.length);
        return whole;
      },
    })),
  },
  {
    name: 'vfio-capability-next-relative',
    describes: 'The next field of a capability counts from the capability itself.',
    breaks: ['MIG-10'],
    apply: vfio((right) => ({
      capabilityChain: (capabilities, start, order) => {
        const whole = right.capabilityChain(capabilities, start, order);
        const image = new Image(whole, order);
        const next = { offset: 4, length: 4 };
        for (let at = 0; ; ) {
          const to = image.number(next, at);
          if (to === 0) return whole;
          image.put(next, to - start - at, at);
          at = to - start;
        }
      },
    })),
  },
  {
    name: 'vfio-region-info-without-length-check',
    describes: 'VFIO_DEVICE_GET_REGION_INFO takes any argsz.',
    breaks: ['MIG-11'],
    apply: deviceCall(calls.VFIO_DEVICE_GET_REGION_INFO, lenient(vfioRegionInfo, 0, 32)),
  },
  {
    name: 'vfio-region-index-unchecked',
    describes: 'A region index beyond the last one is told with success.',
    breaks: ['MIG-12'],
    apply: deviceCall(
      calls.VFIO_DEVICE_GET_REGION_INFO,
      instead(
        errno.EINVAL,
        0,
        ({ kernel, regions: all }, address) =>
          peek(kernel, address, vfioRegionInfo, 'argsz') >= 32n &&
          Number(peek(kernel, address, vfioRegionInfo, 'index')) >= all.length,
      ),
    ),
  },
  {
    name: 'vfio-absent-bar-refused',
    describes: 'A BAR that does not exist is refused.',
    breaks: ['MIG-13'],
    apply: deviceCall(
      calls.VFIO_DEVICE_GET_REGION_INFO,
      afterwards(({ kernel }, address) =>
        peek(kernel, address, vfioRegionInfo, 'size') === 0n ? -errno.EINVAL : undefined,
      ),
    ),
  },
  {
    name: 'vfio-vga-region-empty',
    describes: 'The driver vfio-pci tells of a VGA region of size 0 on a device without VGA.',
    breaks: ['MIG-14'],
    apply: deviceCall(
      calls.VFIO_DEVICE_GET_REGION_INFO,
      instead(errno.EINVAL, 0, indexIs(regions.VFIO_PCI_VGA_REGION_INDEX)),
    ),
  },
  {
    name: 'vfio-region-offset-wrong',
    describes: 'The offset of a region that is told is not where the region is.',
    breaks: ['MIG-15', 'MIG-16'],
    apply: deviceCall(
      calls.VFIO_DEVICE_GET_REGION_INFO,
      afterwards(({ kernel }, address) => {
        poke(kernel, address, vfioRegionInfo, 'offset', peek(kernel, address, vfioRegionInfo, 'offset') + (1n << 40n));
        return undefined;
      }),
    ),
  },
  {
    name: 'vfio-region-offset-by-36-bits',
    describes: 'Regions are 2**36 bytes apart.',
    breaks: ['MIG-16'],
    apply: vfio(() => ({ regionShift: 36n })),
  },
  {
    name: 'vfio-irq-info-without-length-check',
    describes: 'VFIO_DEVICE_GET_IRQ_INFO takes any argsz.',
    breaks: ['MIG-17'],
    apply: deviceCall(calls.VFIO_DEVICE_GET_IRQ_INFO, lenient(vfioIrqInfo, 0, 16)),
  },
  {
    name: 'vfio-irq-index-unchecked',
    describes: 'VFIO_DEVICE_GET_IRQ_INFO succeeds for index 5.',
    breaks: ['MIG-18'],
    apply: deviceCall(calls.VFIO_DEVICE_GET_IRQ_INFO, instead(errno.EINVAL, 0, indexIs(irqs.VFIO_PCI_NUM_IRQS))),
  },
  {
    name: 'vfio-intx-not-automasked',
    describes: 'INTX is not told to be masked automatically.',
    breaks: ['MIG-19'],
    apply: hides(
      calls.VFIO_DEVICE_GET_IRQ_INFO,
      vfioIrqInfo,
      irqs.VFIO_PCI_INTX_IRQ_INDEX,
      vfioIrqInfoFlags.VFIO_IRQ_INFO_AUTOMASKED,
    ),
  },
  {
    name: 'vfio-msi-resizable',
    describes: 'MSI is told to be resizable while it is enabled.',
    breaks: ['MIG-20'],
    apply: hides(
      calls.VFIO_DEVICE_GET_IRQ_INFO,
      vfioIrqInfo,
      irqs.VFIO_PCI_MSI_IRQ_INDEX,
      vfioIrqInfoFlags.VFIO_IRQ_INFO_NORESIZE,
    ),
  },
  {
    name: 'vfio-error-interrupt-of-conventional-pci',
    describes: 'A conventional PCI device tells of an error interrupt.',
    breaks: ['MIG-21'],
    apply: deviceCall(calls.VFIO_DEVICE_GET_IRQ_INFO, instead(errno.EINVAL, 0, indexIs(irqs.VFIO_PCI_ERR_IRQ_INDEX))),
  },
  {
    name: 'vfio-unbound-device-usable',
    describes: 'A device file of its own is usable before it is bound.',
    breaks: ['MIG-23'],
    apply: vfio(() => ({ unboundFile: (device) => new DeviceFile(device, false) })),
  },
  {
    name: 'vfio-info-only-while-running',
    describes: 'The information calls fail while the device does not run.',
    breaks: ['MIG-204'],
    apply: vfio(({ deviceCalls }) => {
      const wanted = [calls.VFIO_DEVICE_GET_INFO, calls.VFIO_DEVICE_GET_REGION_INFO, calls.VFIO_DEVICE_GET_IRQ_INFO];
      const refusing = wanted.map((request): [number, DeviceCall] => [
        request,
        (device, address) => (stopped(device) ? -errno.EBUSY : deviceCalls.get(request)!(device, address)),
      ]);
      return { deviceCalls: new Map([...deviceCalls, ...refusing]) };
    }),
  },
];
