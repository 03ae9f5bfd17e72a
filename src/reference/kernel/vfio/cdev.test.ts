import assert from 'node:assert/strict';
import test from 'node:test';
import { errno } from '../../../uapi/errno';
import { vfioDeviceIoctls as calls } from '../../../uapi/vfio/device';
import { VfioLaboratory } from './laboratory';

test('a device file of its own is of no use before it is bound', () => {
  const lab = new VfioLaboratory();
  lab.plug('a', 'vfio-pci', { migration: 7 });
  const fd = lab.open('/dev/vfio/devices/vfio0');
  const info = lab.words(24, 0, 0, 0, 0, 0);
  const buffer = lab.memory(16);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_GET_INFO, info), -errno.EINVAL);
  assert.equal(lab.call('pread', fd, buffer, 4, 7n << 40n), -errno.EINVAL);
  assert.equal(lab.call('mmap', 0, 4096, 3, 1, fd, 0), -errno.EINVAL);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_BIND_IOMMUFD, lab.words(16, 0, 99, 0)), -errno.EBADF);
  const iommu = lab.open('/dev/iommu');
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_BIND_IOMMUFD, lab.words(16, 0, iommu, 0)), 0);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_GET_INFO, info), 0);
});

test('the reset of a bus wants its groups, and nothing else', () => {
  const lab = new VfioLaboratory();
  lab.plug('a', 'vfio-pci', { migration: 7 });
  lab.plug('b', 'vfio-pci');
  const fd = lab.device('a');
  lab.device('b');
  lab.set(fd, 3);
  const info = lab.words(12, 0, 0, 0, 0);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_GET_PCI_HOT_RESET_INFO, info), -errno.ENOSPC);
  assert.equal(lab.word(info, 8), 1);
  const reset = (count: number, ...fds: number[]) =>
    lab.ioctl(fd, calls.VFIO_DEVICE_PCI_HOT_RESET, lab.words(12, 0, count, ...fds));
  assert.equal(reset(1, fd), -errno.EINVAL);
  assert.equal(reset(1, lab.groups.get('b')!), -errno.EINVAL);
  assert.equal(lab.state(fd), 3);
  assert.equal(reset(1, lab.groups.get('a')!), 0);
  assert.equal(lab.state(fd), 2);
});
