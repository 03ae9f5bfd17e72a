import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCommand } from './tiny-suite/command';

test('explain tells the sentence, source, scenarios, faults and deviations of a rule; exit 2 where there is none', async () => {
  const { code, stdout } = await startCommand(['explain', 'KEY-20']).end;
  assert.equal(code, 0);
  assert.match(stdout, /^KEY-20 {2}With fetch-protection override on/);
  for (const part of [
    /profiles {2}storage-keys-core$/m,
    /^ {4}Scenario/m,
    /break it:\n {2}\S+: /,
    /qemu: \S+ \(fail, \d+ of/,
  ])
    assert.match(stdout, part);
  const unknown = await startCommand(['explain', 'KEY-00']).end;
  assert.deepEqual([unknown.code, unknown.stderr], [2, 'there is no rule "KEY-00": s390-tck list shows them\n']);
});

for (const [topic, line] of [
  ['machines', /^qemu$/m],
  ['profiles', /^storage-keys-core +architecture +\d+ rules/m],
  ['steps', /^the guest executes \{/m],
  ['deviations', /^qemu {2}no-key-controlled-protection {2}fail/m],
  ['rules', /^KEY-01 /m],
] as const)
  test(`list ${topic}`, async () => {
    const { code, stdout, stderr } = await startCommand(['list', topic]).end;
    assert.equal(code, 0, stderr);
    assert.match(stdout, line);
  });
