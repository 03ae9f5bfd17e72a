import { errno } from '../../../uapi/errno';
import { ProgramCheck } from '../../cpu/program-check';
import { pswKey } from '../../cpu/psw';
import { flag, type MemOp, op } from '../../kernel/kvm/mem-op/argument';
import type { Vcpu } from '../../kernel/kvm/vcpu';
import { Kind } from '../../storage/access';
import { cr0Has, cr0Mask } from '../../storage/protection';
import type { Fault } from '../fault';
import { atOnce, changed, kvm, vcpuOperation, withFields } from './change';

/** A piece is located while something of the CPU is otherwise. */
const locating = (set: (vcpu: Vcpu) => void): Fault['apply'] =>
  kvm((right) => ({
    locatePiece: (vcpu, memOp, fragment) => {
      const before = vcpu.cpu.state.slice();
      set(vcpu);
      try {
        return right.locatePiece(vcpu, memOp, fragment);
      } finally {
        vcpu.cpu.state.set(before);
      }
    },
  }));

/** Pieces of an operand, each an operation of its own. */
function* parts(vcpu: Vcpu, memOp: MemOp): Generator<MemOp> {
  let done = 0;
  for (const { length } of vcpu.vm.configuration.model.kvm.fragments(vcpu, memOp)) {
    const fields = {
      gaddr: BigInt.asUintN(64, memOp.gaddr + BigInt(done)),
      size: length,
      buf: memOp.buf + BigInt(done),
    };
    yield withFields(memOp, fields);
    done += length;
  }
}

/** Logical reads and writes: MEM-77 to MEM-93, MEM-102, MEM-118. */
export const logicalAccessFaults: readonly Fault[] = [
  {
    name: 'logical-uses-psw-key',
    describes: 'Without the flag the key of the PSW is compared.',
    breaks: ['MEM-77'],
    apply: kvm((right) => ({
      logicalKey: (vcpu, memOp) => (memOp.has(flag.storageKey) ? right.logicalKey(vcpu, memOp) : pswKey(vcpu.cpu)),
    })),
  },
  {
    name: 'logical-key-without-flag',
    describes: 'The key of a logical operation counts whether the flag is set or not.',
    breaks: ['MEM-77'],
    apply: kvm(() => ({ logicalKey: (_vcpu, { key }) => key & 15 })),
  },
  {
    name: 'logical-ignores-keys',
    describes: 'Logical operations are not compared with the key, as before the flag was added.',
    breaks: ['MEM-78', 'MEM-89', 'MEM-91', 'MEM-98', 'MEM-118'],
    apply: kvm(() => ({ keyBlocks: () => false })),
  },
  {
    name: 'logical-mismatch-blocks-every-fetch',
    describes: 'A logical read with another key is refused whether the storage is fetch-protected or not.',
    breaks: ['MEM-78', 'MEM-118'],
    apply: kvm((right) => ({
      keyBlocks: (vcpu, memOp, access) => {
        const { kind } = access;
        access.kind = Kind.store;
        const blocks = right.keyBlocks(vcpu, memOp, access);
        access.kind = kind;
        return blocks;
      },
    })),
  },
  {
    name: 'logical-fetch-override-missing',
    describes: 'Logical operations do not honour fetch-protection override.',
    breaks: ['MEM-79', 'MEM-80'],
    apply: kvm(() => ({ fetchOverride: () => false })),
  },
  {
    name: 'logical-fetch-override-of-a-frame',
    describes: 'Fetch-protection override of logical operations covers the whole first frame.',
    breaks: ['MEM-79', 'MEM-80'],
    apply: kvm(() => ({
      fetchOverride: (cpu, access) =>
        access.kind !== Kind.store && cr0Has(cpu, cr0Mask.fetchProtectionOverride) && access.address < 4096n,
    })),
  },
  {
    name: 'logical-fetch-override-ends-early',
    describes: 'Fetch-protection override of logical operations leaves out byte 2047.',
    breaks: ['MEM-79', 'MEM-80'],
    apply: kvm((right) => ({
      fetchOverride: (cpu, access) =>
        right.fetchOverride(cpu, access) && access.address + BigInt(access.length) < 2048n,
    })),
  },
  {
    name: 'logical-fetch-override-of-first-piece',
    describes: 'Fetch-protection override is looked for in the first frame of the operand only.',
    breaks: ['MEM-80'],
    apply: kvm((right) => ({
      keyBlocks: (vcpu, memOp, access) =>
        access.address < memOp.gaddr
          ? vcpu.cpu.behaviour.keyControlledProtection(
              access.key,
              vcpu.vm.storage.key(access.absolute),
              access.kind === Kind.store,
            )
          : right.keyBlocks(vcpu, memOp, access),
    })),
  },
  {
    name: 'logical-storage-override-missing',
    describes: 'Logical operations do not honour storage-protection override.',
    breaks: ['MEM-81'],
    apply: kvm(() => ({ storageOverride: () => false })),
  },
  {
    name: 'logical-storage-override-of-access-key',
    describes: 'Storage-protection override of logical operations is for access key 9.',
    breaks: ['MEM-81'],
    apply: kvm(() => ({
      storageOverride: (cpu, _storageKey, key) => key === 9 && cr0Has(cpu, cr0Mask.storageProtectionOverride),
    })),
  },
  {
    name: 'logical-write-ignores-low-address-protection',
    describes: 'Low-address protection does not block logical writes.',
    breaks: ['MEM-82'],
    apply: locating(({ cpu }) => cpu.setCrLow(0, cpu.crLow(0) & ~cr0Mask.lowAddressProtection)),
  },
  {
    name: 'logical-real-is-absolute',
    describes: 'Real addresses are not prefixed.',
    breaks: ['MEM-83'],
    apply: locating(({ cpu }) => {
      cpu.prefix = 0;
    }),
  },
  {
    name: 'logical-never-translates',
    describes: 'Logical addresses are taken for real addresses though DAT is on.',
    breaks: ['MEM-84', 'MEM-85', 'MEM-87', 'MEM-88'],
    apply: locating(({ cpu }) => cpu.view.setUint32(0x100, cpu.view.getUint32(0x100) & ~0x04000000)),
  },
  {
    name: 'logical-untranslated-is-segment',
    describes: 'A page that is not there is told as a segment that is not there.',
    breaks: ['MEM-84'],
    apply: vcpuOperation(
      (right) => (vcpu, memOp) => changed(right(vcpu, memOp), (value) => (value === 0x11 ? 0x10 : value)),
    ),
  },
  {
    name: 'logical-write-ignores-page-protection',
    describes: 'DAT protection does not block logical writes.',
    breaks: ['MEM-85'],
    apply: kvm((right) => ({
      locatePiece: (vcpu, memOp, fragment) => {
        try {
          return right.locatePiece(vcpu, memOp, fragment);
        } catch (check) {
          if (!(check instanceof ProgramCheck) || !vcpu.cpu.access.datProtected || check.code !== 4) throw check;
          return right.locatePiece(vcpu, withFields(memOp, { op: op.logicalRead }), fragment);
        }
      },
    })),
  },
  {
    name: 'logical-missing-storage-is-fault',
    describes: 'Real storage that is not there is a bad address of the program.',
    breaks: ['MEM-86', 'MEM-92'],
    apply: vcpuOperation(
      (right) => (vcpu, memOp) => changed(right(vcpu, memOp), (value) => (value === 5 ? -errno.EFAULT : value)),
    ),
  },
  {
    name: 'logical-access-register-zero',
    describes: 'Access register 0 is used whatever the operation names.',
    breaks: ['MEM-87'],
    apply: kvm((right) => ({
      locatePiece: (vcpu, memOp, fragment) => right.locatePiece(vcpu, withFields(memOp, { ar: 0 }), fragment),
    })),
  },
  {
    name: 'logical-write-page-by-page',
    describes: 'A write stores into each page before it translates the next.',
    breaks: ['MEM-88'],
    apply: kvm((right) => ({
      *logicalWrite(vcpu, memOp) {
        for (const part of parts(vcpu, memOp)) {
          const result = yield* right.logicalWrite(vcpu, part);
          if (result !== 0) return result;
        }
        return 0;
      },
    })),
  },
  {
    name: 'logical-write-compares-all-keys-first',
    describes: 'A write compares the keys of all its pages before it stores into the first.',
    breaks: ['MEM-89', 'MEM-99'],
    apply: kvm((right) => ({
      *logicalWrite(vcpu, memOp) {
        const code =
          vcpu.vm.kernel.memory.copyIn(memOp.buf, memOp.size) === undefined ? 0 : right.checkLogical(vcpu, memOp);
        return code > 0 ? code : yield* right.logicalWrite(vcpu, memOp);
      },
    })),
  },
  {
    name: 'logical-read-copies-page-by-page',
    describes: 'A read gives the program each page as it is fetched.',
    breaks: ['MEM-90'],
    apply: kvm((right) => ({
      *logicalRead(vcpu, memOp) {
        for (const part of parts(vcpu, memOp)) {
          const result = yield* right.logicalRead(vcpu, part);
          if (result !== 0) return result;
        }
        return 0;
      },
    })),
  },
  {
    name: 'logical-check-translates-all-first',
    describes: 'A check translates the whole operand before it compares the first key.',
    breaks: ['MEM-91'],
    apply: kvm((right) => ({
      checkLogical: (vcpu, memOp) => {
        const translated = right.checkLogical(vcpu, withFields(memOp, { flags: memOp.flags & ~flag.storageKey }));
        return translated === 0 ? right.checkLogical(vcpu, memOp) : translated;
      },
    })),
  },
  {
    name: 'logical-write-compares-as-it-translates',
    describes: 'A write compares the key of each page before it translates the next, as a check does.',
    breaks: ['MEM-91', 'MEM-89'],
    apply: kvm((right) => ({
      *logicalWrite(vcpu, memOp) {
        const code = right.checkLogical(vcpu, memOp);
        return code > 0 ? code : yield* right.logicalWrite(vcpu, memOp);
      },
    })),
  },
  {
    name: 'logical-check-of-key-zero-first-page',
    describes: 'A check with key 0 looks at the first page only.',
    breaks: ['MEM-92'],
    apply: kvm((right) => ({
      checkLogical: (vcpu, memOp) => {
        const first = right.fragments(vcpu, memOp)[0]!;
        const part = right.logicalKey(vcpu, memOp) === 0 ? withFields(memOp, { size: first.length }) : memOp;
        return right.checkLogical(vcpu, part);
      },
    })),
  },
  {
    name: 'logical-check-accesses',
    describes: 'The flag that asks for a check alone is ignored on a CPU.',
    breaks: ['MEM-93'],
    apply: kvm((right) => ({
      checkLogical: (vcpu, memOp) =>
        Number(atOnce(memOp.op === op.logicalRead ? right.logicalRead(vcpu, memOp) : right.logicalWrite(vcpu, memOp))),
    })),
  },
  {
    name: 'logical-check-records',
    describes: 'A check on a CPU sets reference and change as the access would.',
    breaks: ['MEM-93'],
    apply: kvm((right) => ({
      checkLogical: (vcpu, memOp) => {
        const code = right.checkLogical(vcpu, memOp);
        if (code === 0) {
          for (const { frame } of right.locateOperand(vcpu, memOp))
            right.record(vcpu.vm, frame, memOp.op === op.logicalWrite);
        }
        return code;
      },
    })),
  },
  {
    name: 'logical-addresses-do-not-wrap',
    describes: 'Addresses have 64 bits in every addressing mode.',
    breaks: ['MEM-102'],
    apply: kvm(() => ({
      fragments: (_vcpu, { gaddr, size }) => {
        const all: { address: bigint; length: number }[] = [];
        for (let done = 0; done < size; ) {
          const address = BigInt.asUintN(64, gaddr + BigInt(done));
          const length = Math.min(size - done, 4096 - Number(address & 0xfffn));
          all.push({ address, length });
          done += length;
        }
        return all;
      },
    })),
  },
  {
    name: 'logical-first-address-wraps-alone',
    describes: 'The address of the operand is cut to the addressing mode, and those of its later pages are not.',
    breaks: ['MEM-102'],
    apply: kvm((right) => ({
      fragments: (vcpu, memOp) => {
        let next: bigint | undefined;
        return right.fragments(vcpu, memOp).map(({ address, length }) => {
          const here: bigint = next ?? address;
          next = here + BigInt(length);
          return { address: here, length };
        });
      },
    })),
  },
];
