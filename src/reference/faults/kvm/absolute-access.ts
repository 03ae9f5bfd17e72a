import { errno } from '../../../uapi/errno';
import { op } from '../../kernel/kvm/mem-op/argument';
import { accessPiece, checkPiece, pieceAt, pieces } from '../../kernel/kvm/mem-op/frame-access';
import type { VirtualMachine } from '../../kernel/kvm/vm';
import { cr0Has, cr0Mask } from '../../storage/protection';
import type { Fault } from '../fault';
import { atOnce, kvm, vmOperation, withFields } from './change';

const anyCpuHas = (vm: VirtualMachine, mask: number): boolean =>
  [...vm.vcpus.values()].some(({ cpu }) => cr0Has(cpu, mask));

const writes = (operation: number): boolean => operation === op.absoluteWrite;

/** Absolute reads and writes: MEM-21 to MEM-38, MEM-46 to MEM-49, MEM-118, MEM-119. */
export const absoluteAccessFaults: readonly Fault[] = [
  {
    name: 'absolute-write-clears-first',
    describes: 'A write clears the guest storage before it reads the buffer of the program.',
    breaks: ['MEM-21'],
    apply: kvm((right) => ({
      *absoluteWrite(vm, memOp, key) {
        for (const piece of pieces(memOp.gaddr, memOp.size))
          if (vm.slots.find(piece.frame) !== undefined) accessPiece(vm, piece, new Uint8Array(piece.length), 0, true);
        return yield* right.absoluteWrite(vm, memOp, key);
      },
    })),
  },
  {
    name: 'absolute-write-ignores-bad-buffer',
    describes: 'A write whose buffer cannot be read writes zeros.',
    breaks: ['MEM-21'],
    apply: kvm((right) => ({
      *absoluteWrite(vm, memOp, key) {
        if (vm.kernel.memory.copyIn(memOp.buf, memOp.size) !== undefined)
          return yield* right.absoluteWrite(vm, memOp, key);
        for (const piece of pieces(memOp.gaddr, memOp.size))
          accessPiece(vm, piece, new Uint8Array(piece.length), key, true);
        return 0;
      },
    })),
  },
  {
    name: 'absolute-read-ignores-bad-buffer',
    describes: 'A read whose buffer cannot be written succeeds.',
    breaks: ['MEM-22'],
    apply: kvm((right) => ({
      *absoluteRead(vm, memOp, key) {
        const result = yield* right.absoluteRead(vm, memOp, key);
        return result === -errno.EFAULT ? 0 : result;
      },
    })),
  },
  {
    name: 'absolute-fetch-protection-for-all',
    describes: 'Fetch protection blocks the matching key too.',
    breaks: ['MEM-23'],
    apply: kvm((right) => ({
      keyAllows: (vm, frame, key, store) =>
        right.keyAllows(vm, frame, key, store) && (store || key === 0 || (vm.storage.key(frame * 4096) & 8) === 0),
    })),
  },
  {
    name: 'absolute-mismatch-blocks-every-fetch',
    describes: 'A read with another key is refused whether the storage is fetch-protected or not.',
    breaks: ['MEM-24', 'MEM-118'],
    apply: kvm((right) => ({ keyAllows: (vm, frame, key) => right.keyAllows(vm, frame, key, true) })),
  },
  {
    name: 'absolute-read-ignores-fetch-protection',
    describes: 'Reads are not compared with the key.',
    breaks: ['MEM-24', 'MEM-118', 'MEM-119'],
    apply: kvm((right) => ({
      keyAllows: (vm, frame, key, store) => !store || right.keyAllows(vm, frame, key, store),
    })),
  },
  {
    name: 'absolute-read-clears-buffer',
    describes: 'A read that fails leaves zeros in the buffer.',
    breaks: ['MEM-24', 'MEM-31', 'MEM-32'],
    apply: kvm((right) => ({
      *absoluteRead(vm, memOp, key) {
        const result = yield* right.absoluteRead(vm, memOp, key);
        if (result !== 0) vm.kernel.memory.copyOut(memOp.buf, new Uint8Array(memOp.size));
        return result;
      },
    })),
  },
  {
    name: 'absolute-write-ignores-key',
    describes: 'Writes are not compared with the key.',
    breaks: ['MEM-25', 'MEM-118'],
    apply: kvm((right) => ({
      keyAllows: (vm, frame, key, store) => store || right.keyAllows(vm, frame, key, store),
    })),
  },
  {
    name: 'absolute-stores-before-comparison',
    describes: 'A write is refused after it has stored.',
    breaks: ['MEM-25'],
    apply: kvm((right) => ({
      *absoluteWrite(vm, memOp, key) {
        const result = yield* right.absoluteWrite(vm, memOp, key);
        if (result === 4) yield* right.absoluteWrite(vm, memOp, 0);
        return result;
      },
    })),
  },
  {
    name: 'absolute-key-zero-is-ordinary',
    describes: 'Key 0 with the flag must match like any other.',
    breaks: ['MEM-26', 'MEM-118', 'MEM-119'],
    apply: kvm((right) => ({
      keyAllows: (vm, frame, key, store) => {
        const storageKey = vm.storage.key(frame * 4096);
        return key === 0
          ? storageKey >>> 4 === 0 || (!store && (storageKey & 8) === 0)
          : right.keyAllows(vm, frame, key, store);
      },
    })),
  },
  {
    name: 'absolute-honours-fetch-override',
    describes: 'Fetch-protection override of a CPU helps absolute reads.',
    breaks: ['MEM-27'],
    apply: kvm((right) => ({
      keyAllows: (vm, frame, key, store) =>
        right.keyAllows(vm, frame, key, store) ||
        (!store && frame === 0 && anyCpuHas(vm, cr0Mask.fetchProtectionOverride)),
    })),
  },
  {
    name: 'absolute-honours-storage-override',
    describes: 'Storage-protection override of a CPU helps absolute accesses.',
    breaks: ['MEM-28'],
    apply: kvm((right) => ({
      keyAllows: (vm, frame, key, store) =>
        right.keyAllows(vm, frame, key, store) ||
        (vm.storage.key(frame * 4096) >>> 4 === 9 && anyCpuHas(vm, cr0Mask.storageProtectionOverride)),
    })),
  },
  {
    name: 'absolute-honours-low-address-protection',
    describes: 'Low-address protection of a CPU blocks absolute writes.',
    breaks: ['MEM-29'],
    apply: vmOperation(
      (right) => (vm, memOp) =>
        memOp.op >= op.absoluteWrite && memOp.gaddr < 512n && anyCpuHas(vm, cr0Mask.lowAddressProtection)
          ? 4
          : right(vm, memOp),
    ),
  },
  {
    name: 'absolute-addresses-are-prefixed',
    describes: 'Absolute addresses are taken for real addresses of the first CPU.',
    breaks: ['MEM-30'],
    apply: vmOperation((right) => (vm, memOp) => {
      const cpu = vm.vcpus.get(0)?.cpu;
      if (cpu === undefined || memOp.gaddr >= 2n ** 31n) return right(vm, memOp);
      const gaddr = cpu.behaviour.prefixed(Number(memOp.gaddr), cpu.prefix);
      return right(vm, withFields(memOp, { gaddr }));
    }),
  },
  {
    name: 'absolute-read-copies-frame-by-frame',
    describes: 'A read gives the program each frame as it is fetched.',
    breaks: ['MEM-31', 'MEM-32'],
    apply: kvm((right) => ({
      *absoluteRead(vm, memOp, key) {
        let done = 0;
        for (const { length } of pieces(memOp.gaddr, memOp.size)) {
          const part = { gaddr: memOp.gaddr + BigInt(done), size: length, buf: memOp.buf + BigInt(done) };
          const result = yield* right.absoluteRead(vm, withFields(memOp, part), key);
          if (result !== 0) return result;
          done += length;
        }
        return 0;
      },
    })),
  },
  {
    name: 'absolute-write-checks-all-first',
    describes: 'A write looks at every frame before it stores into the first.',
    breaks: ['MEM-33', 'MEM-34'],
    apply: kvm((right) => ({
      *absoluteWrite(vm, memOp, key) {
        for (const piece of pieces(memOp.gaddr, memOp.size)) {
          if (vm.slots.find(piece.frame) === undefined) return 5;
          const code = checkPiece(vm, piece, key, true);
          if (code !== 0) return code;
        }
        return yield* right.absoluteWrite(vm, memOp, key);
      },
    })),
  },
  {
    name: 'absolute-write-goes-on',
    describes: 'A write goes on behind the frame that refused it.',
    breaks: ['MEM-35'],
    apply: kvm((right) => ({
      *absoluteWrite(vm, memOp, key) {
        const result = yield* right.absoluteWrite(vm, memOp, key);
        let done = 0;
        for (const { length } of result === 4 ? pieces(memOp.gaddr, memOp.size) : []) {
          const part = { gaddr: memOp.gaddr + BigInt(done), size: length, buf: memOp.buf + BigInt(done) };
          atOnce(right.absoluteWrite(vm, withFields(memOp, part), key));
          done += length;
        }
        return result;
      },
    })),
  },
  {
    name: 'absolute-write-of-doublewords',
    describes: 'The length of a write is rounded up to doublewords.',
    breaks: ['MEM-36'],
    apply: vmOperation(
      (right) => (vm, memOp) =>
        writes(memOp.op) && memOp.size < 65536 && memOp.size > 0
          ? right(vm, withFields(memOp, { size: Math.ceil(memOp.size / 8) * 8 }))
          : right(vm, memOp),
    ),
  },
  {
    name: 'absolute-read-of-doublewords',
    describes: 'A read starts at a doubleword boundary.',
    breaks: ['MEM-36'],
    apply: vmOperation(
      (right) => (vm, memOp) =>
        memOp.op === op.absoluteRead ? right(vm, withFields(memOp, { gaddr: memOp.gaddr & ~7n })) : right(vm, memOp),
    ),
  },
  {
    name: 'absolute-sixteen-frames-at-most',
    describes: 'An operation that touches seventeen frames is refused.',
    breaks: ['MEM-37'],
    apply: vmOperation(
      (right) => (vm, memOp) =>
        memOp.op < op.absoluteExchange && memOp.size <= 65536 && pieces(memOp.gaddr, memOp.size).length > 16
          ? -errno.E2BIG
          : right(vm, memOp),
    ),
  },
  {
    name: 'absolute-address-wraps',
    describes: 'The last frame of the address space is followed by frame 0, and stands for it.',
    breaks: ['MEM-38'],
    apply: vmOperation(
      (right) => (vm, memOp) =>
        right(vm, memOp.gaddr >= 2n ** 64n - 65536n ? withFields(memOp, { gaddr: memOp.gaddr & 0xfffn }) : memOp),
    ),
  },
  {
    name: 'absolute-write-leaves-log-clean',
    describes: 'A write does not mark frames dirty.',
    breaks: ['MEM-46'],
    apply: kvm(() => ({
      record: (vm, frame, store) => {
        const absolute = frame * 4096;
        vm.storage.setKey(absolute, vm.storage.key(absolute) | (store ? 6 : 4));
      },
    })),
  },
  {
    name: 'absolute-write-marks-first-frame',
    describes: 'Of the frames that a write touches only the first is marked dirty.',
    breaks: ['MEM-46'],
    apply: kvm((right) => ({
      *absoluteWrite(vm, memOp, key) {
        const first = pieceAt(memOp.gaddr, memOp.size).frame;
        const slot = vm.slots.find(first);
        const before = slot?.dirty?.slice();
        const result = yield* right.absoluteWrite(vm, memOp, key);
        if (slot?.dirty !== undefined && before !== undefined) {
          const index = first - slot.firstFrame;
          before[index >> 3]! |= 1 << (index & 7);
          slot.dirty.set(before);
        }
        return result;
      },
    })),
  },
  {
    name: 'absolute-access-records-nothing',
    describes: 'Absolute accesses leave reference and change as they were.',
    breaks: ['MEM-47'],
    apply: kvm((right) => ({
      record: (vm, frame, store) => {
        const key = vm.storage.key(frame * 4096);
        right.record(vm, frame, store);
        vm.storage.setKey(frame * 4096, key);
      },
    })),
  },
  {
    name: 'absolute-read-sets-change',
    describes: 'An absolute read sets the change bit as a write does.',
    breaks: ['MEM-47'],
    apply: kvm((right) => ({ record: (vm, frame) => right.record(vm, frame, true) })),
  },
  {
    name: 'absolute-waits-for-cpus',
    describes: 'An operation on the VM waits until no CPU runs.',
    breaks: ['MEM-48'],
    apply: vmOperation(
      (right) =>
        function* (vm, memOp) {
          yield { until: () => ![...vm.vcpus.values()].some(({ busy }) => busy) };
          return atOnce(right(vm, memOp));
        },
    ),
  },
  {
    name: 'absolute-check-is-remembered',
    describes: 'An access that a check has allowed is not compared again.',
    breaks: ['MEM-49'],
    apply: kvm((right) => {
      const allowed = new WeakMap<VirtualMachine, Set<string>>();
      return {
        keyAllows: (vm, frame, key, store) => {
          const known = allowed.get(vm) ?? new Set<string>();
          allowed.set(vm, known);
          const name = `${frame} ${key} ${store}`;
          if (!known.has(name) && !right.keyAllows(vm, frame, key, store)) return false;
          known.add(name);
          return true;
        },
      };
    }),
  },
  {
    name: 'absolute-key-zero-storage-is-open',
    describes: 'Storage with access-control bits 0 is open to absolute accesses of every key.',
    breaks: ['MEM-118', 'MEM-119'],
    apply: kvm((right) => ({
      keyAllows: (vm, frame, key, store) =>
        vm.storage.key(frame * 4096) >>> 4 === 0 || right.keyAllows(vm, frame, key, store),
    })),
  },
];
