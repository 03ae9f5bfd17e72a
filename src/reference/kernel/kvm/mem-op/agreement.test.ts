import assert from 'node:assert/strict';
import test from 'node:test';
import { buffer, checkOnly, KvmLaboratory, op, withKey } from '../laboratory';

const supervisor = 0x0000000180000000n;
const frame = 0x4000;

/** z/Architecture key-controlled protection, as a table of its own: which of the four cases let an access through. */
const allowed = (key: number, access: number, fetchProtected: boolean, store: boolean): boolean =>
  key === 0 || key === access || (!store && !fetchProtected);

function* cases(): Generator<{ key: number; access: number; fetchProtected: boolean; store: boolean }> {
  for (let key = 0; key < 16; key += 1)
    for (let access = 0; access < 16; access += 1)
      for (const fetchProtected of [false, true])
        for (const store of [false, true]) yield { key, access, fetchProtected, store };
}

for (const override of [false, true])
  test(`VM and CPU agree with the architecture for every key, storage-protection override ${override ? 'on' : 'off'}`, () => {
    const lab = new KvmLaboratory();
    const cpu = lab.vcpu();
    cpu.enter(supervisor, { 's.regs.crs[0]': override ? 0x010000e0 : 0xe0 });
    let rows = 0;
    for (const { key, access, fetchProtected, store } of cases()) {
      lab.setKeys(frame, (access << 4) | (fetchProtected ? 8 : 0));
      const vm = allowed(key, access, fetchProtected, store) ? 0 : 4;
      const vcpu = override && access === 9 ? 0 : vm;
      const values = { gaddr: frame, size: 8, buf: buffer, key };
      for (const flags of [withKey, withKey | checkOnly]) {
        const text = JSON.stringify({ key, access, fetchProtected, store, flags });
        const [absolute, logical] = store
          ? [op.KVM_S390_MEMOP_ABSOLUTE_WRITE, op.KVM_S390_MEMOP_LOGICAL_WRITE]
          : [op.KVM_S390_MEMOP_ABSOLUTE_READ, op.KVM_S390_MEMOP_LOGICAL_READ];
        assert.equal(lab.memOp({ ...values, op: absolute, flags }), vm, `VM ${text}`);
        assert.equal(cpu.memOp({ ...values, op: logical, flags }), vcpu, `CPU ${text}`);
        rows += 2;
      }
    }
    assert.equal(rows, 4096);
  });

test('fetch-protection override opens the first 2048 bytes of a CPU for every key, and none of a VM', () => {
  const lab = new KvmLaboratory();
  const cpu = lab.vcpu();
  cpu.enter(supervisor, { 's.regs.crs[0]': 0x020000e0 });
  for (const { key, access, fetchProtected, store } of cases()) {
    lab.setKeys(0, (access << 4) | (fetchProtected ? 8 : 0));
    const vm = allowed(key, access, fetchProtected, store) ? 0 : 4;
    const values = { size: 8, buf: buffer, key, flags: withKey };
    const [absolute, logical] = store ? [5, 1] : [4, 0];
    for (const gaddr of [0, 2040]) {
      assert.equal(lab.memOp({ ...values, gaddr, op: absolute! }), vm);
      assert.equal(cpu.memOp({ ...values, gaddr, op: logical! }), store ? vm : 0);
    }
    assert.equal(cpu.memOp({ ...values, gaddr: 2044, op: logical! }), vm);
  }
});
