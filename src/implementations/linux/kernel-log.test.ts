import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logTail, reasonOfEnd } from './kernel-log';

/** Captured from Linux 6.12.107 for s390x, shortened. */
const oops = `[    2.878195] ap: The hardware system does not support AP instructions\r
[    3.981965] Unable to handle kernel pointer dereference in virtual kernel address space\r
[    3.982075] Failing address: 0000000000000000 TEID: 0000000000000483\r
[    3.982546] Oops: 0004 ilc:3 [#1] SMP \r
[    3.982951] CPU: 0 UID: 0 PID: 128 Comm: host-program Tainted: G           OE      6.12.107+deb13-s390x #1\r
[    3.983209] Krnl PSW : 0704c00180000000 000003ffff407b3c (mutex_lock+0x34/0x60)\r
[    3.984675] Call Trace:\r
[    3.984922]  [<000003ffff407b3c>] mutex_lock+0x34/0x60 \r
[    3.984990] ([<000003ffff407b2e>] mutex_lock+0x26/0x60)\r
[    3.985006]  [<000003ff7e95788a>] mtty_set_state+0x1e2/0x6f0 [mtty] \r
[    3.985270]  [<000003ff7e91d4fc>] vfio_device_fops_unl_ioctl+0x644/0x7b8 [vfio] \r
[    3.985601] Kernel panic - not syncing: Fatal exception: panic_on_oops`;

test('the reason of a panic is its first line and the innermost function of a module, without addresses', () => {
  const reason =
    'the kernel panicked in mtty_set_state [mtty]: Unable to handle kernel pointer dereference in virtual kernel address space';
  assert.equal(reasonOfEnd(oops), reason);
  assert.equal(reasonOfEnd(oops.replaceAll(/3\.98/g, '77.1').replaceAll('7e95', '1111')), reason);
});

test('without a module the innermost function, without an oops the words of the panic', () => {
  assert.match(reasonOfEnd(oops.replaceAll(/ \[(mtty|vfio)\]/g, ''))!, /^the kernel panicked in mutex_lock: Unable/);
  assert.equal(
    reasonOfEnd('[    1.2] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100\r\n'),
    'the kernel panicked: Attempted to kill init! exitcode=0x00000100',
  );
  assert.match(
    reasonOfEnd(oops.replace(/[^\n]*Unable[^\n]*\n/, '').replace('Oops: 0004', 'illegal operation: 0001'))!,
    /mtty_set_state \[mtty\]: illegal operation: 0001 ilc:3$/,
  );
});

test('an agent that gave up says why; a kernel that just ended says nothing', () => {
  assert.equal(
    reasonOfEnd('agent: cannot load /lib/vfio.ko: Exec format error\r\n'),
    'agent: cannot load /lib/vfio.ko: Exec format error',
  );
  assert.equal(reasonOfEnd('[    2.878195] ap: The hardware system does not support AP instructions'), undefined);
});

test('the tail begins with a whole line', () => {
  assert.equal(logTail('one\r\ntwo'), 'one\ntwo');
  const tail = logTail(Array.from({ length: 1000 }, (_, n) => `line ${n} of the log`).join('\n'));
  assert.ok(tail.length <= 6000);
  assert.match(tail, /^line \d+ of the log\n/);
  assert.match(tail, /line 999 of the log$/);
});
