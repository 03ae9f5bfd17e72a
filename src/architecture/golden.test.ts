import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeField, encode } from '../codec/codec';
import type { Structure } from '../codec/structure';
import { packageRoot } from '../package-root';
import { cr0 } from './control-registers';
import { cpuState } from './cpu-state';
import { irb } from './irb';
import { lowcore } from './lowcore';
import { psw } from './psw';
import { schib } from './schib';
import { teid } from './teid';

interface Captured {
  readonly structure: string;
  readonly origin: string;
  readonly bytes: string;
  readonly fields: Readonly<Record<string, string>>;
}

const structures: Readonly<Record<string, Structure>> = { cpuState, lowcore, schib, irb };
const captured = JSON.parse(
  readFileSync(join(packageRoot, 'src/architecture/golden/structures.json'), 'utf8'),
) as Captured[];

for (const { structure, origin, bytes, fields } of captured) {
  test(`${structure} as captured: ${origin}`, () => {
    const image = Buffer.from(bytes, 'hex');
    for (const [name, value] of Object.entries(fields)) {
      assert.equal(decodeField(structures[structure]!, image, name), BigInt(`0x${value}`), name);
    }
  });
}

const bit = (structure: Structure, field: string): bigint =>
  BigInt(`0x${Buffer.from(encode(structure, { [field]: 1 })).toString('hex')}`);

/** Linux uAPI arch/s390/include/uapi/asm/ptrace.h, PSW_MASK_* (as in Debian's linux-libc-dev for s390x). */
const pswMasks: Readonly<Record<string, bigint>> = {
  per: 0x4000000000000000n,
  dat: 0x0400000000000000n,
  inputOutput: 0x0200000000000000n,
  external: 0x0100000000000000n,
  machineCheck: 0x0004000000000000n,
  wait: 0x0002000000000000n,
  problem: 0x0001000000000000n,
  extendedAddressing: 0x0000000100000000n,
  basicAddressing: 0x0000000080000000n,
};

test('PSW bits are those of the Linux uAPI', () => {
  for (const [field, mask] of Object.entries(pswMasks)) assert.equal(bit(psw, field) >> 64n, mask, field);
  const full = { key: 15, addressSpace: 3, cc: 3, programMask: 15 };
  const masks = {
    key: 0x00f0000000000000n,
    addressSpace: 0x0000c00000000000n,
    cc: 0x0000300000000000n,
    programMask: 0x00000f0000000000n,
  };
  for (const [field, mask] of Object.entries(masks)) {
    const image = encode(psw, { [field]: full[field as keyof typeof full] });
    assert.equal(BigInt(`0x${Buffer.from(image).toString('hex')}`) >> 64n, mask, field);
  }
});

/** Fact sheet values, each confirmed by Linux arch/s390/kvm/gaccess.c and, for low-address protection, by a run on QEMU. */
test('CR0 switches and TEID examples', () => {
  assert.equal(bit(cr0, 'lowAddressProtection'), 0x10000000n);
  assert.equal(bit(cr0, 'extractionAuthority'), 0x08000000n);
  assert.equal(bit(cr0, 'secondarySpace'), 0x04000000n);
  assert.equal(bit(cr0, 'fetchProtectionOverride'), 0x02000000n);
  assert.equal(bit(cr0, 'storageProtectionOverride'), 0x01000000n);
  const stored = (fields: Record<string, number>) => BigInt(`0x${Buffer.from(encode(teid, fields)).toString('hex')}`);
  assert.equal(stored({ pageAddress: 0x12345, accessKind: 1, keyOrAccessList: 1 }), 0x12345408n);
  assert.equal(stored({ accessKind: 1, lowAddressOrExecution: 1 }), 0x480n);
  assert.equal(stored({ pageAddress: 4, accessKind: 1, datOrAccessList: 1, addressSpace: 2 }), 0x4406n);
});
