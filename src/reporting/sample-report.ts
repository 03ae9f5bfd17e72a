import { countVerdicts, worstOf } from '../certification/report/counts';
import type { Evidence, ExampleResult, Report, RuleResult, Verdict } from '../contract/documents/report';

/** Everything a machine may put into a string to do harm where it is shown. */
export const hostile =
  '</script><script>window.harmed=1</script><img src=x onerror="window.harmed=1">\u2028\u2029 ]]> <!-- & &amp; \u0000\u0007\u001b[31m\ud800 x\udfff \ufffe\uffff "\'`| @someone #1 \u202e';

const digest = `sha256:${'0'.repeat(64)}`;

export interface Sample {
  readonly rules: number;
  readonly examplesPerRule: number;
  readonly verdictOf?: (number: number) => Verdict;
  readonly text?: string;
}

export function sampleEvidence(text: string, number = 0): Evidence {
  return {
    step: { index: 2, text: `a protection exception is recognised ${text}` },
    scenario: [
      'Given a guest',
      'When the guest stores',
      `Then a protection exception is recognised ${text}`,
      `  | ${text} |`,
      'And more',
    ],
    message: `no protection exception ${text}`,
    differences: [
      { where: `register ${text}`, expected: `0x${number.toString(16).padStart(16, '0')}`, seen: '0x00000000000000ff' },
    ],
    transcript: [
      { request: { verb: 'write', bytes: '00ff', text }, answer: { kind: 'done' }, text: `write absolute 0x0 ${text}` },
      { request: { verb: 'execute', cpu: 0 }, answer: null, text: `execute STC → ${text}` },
    ],
    machine: { kind: 'crash', stderr: `${text}\nsecond line` },
  };
}

/** A report that adds up, of any size. */
export function sampleReport({ rules, examplesPerRule, verdictOf = () => 'pass', text = '' }: Sample): Report {
  let number = 0;
  const results = Array.from({ length: rules }, (_, r): RuleResult => {
    const id = `KEY-${String(r + 1).padStart(2, '0')}`;
    const examples = Array.from({ length: examplesPerRule }, (_, e): ExampleResult => {
      const verdict = verdictOf(number++);
      return {
        id: `${id}/a store of <length> with another key ${text}/${e} bytes, X'${(number * 7919).toString(16)}'`,
        uri: 'features/storage-keys/key-controlled-protection.feature',
        line: 10 + e,
        verdict,
        cpuMs: 1.5,
        ...(verdict === 'pass' ? {} : { reason: `not as expected ${text}`, evidence: sampleEvidence(text, number) }),
        ...(verdict === 'known-deviation' ? { deviation: 'known' } : {}),
      };
    });
    return {
      id,
      feature: `Key-controlled protection ${text}`,
      sentence: `Rule ${r + 1}: after a protection exception on a store the target is unchanged ${text}`,
      provenance: r % 3 === 0 ? 'linux' : 'architecture',
      level: 'must',
      provisional: false,
      source: `z/Architecture key-controlled protection ${text}`,
      uri: 'features/storage-keys/key-controlled-protection.feature',
      line: 3,
      digest,
      verdict: worstOf(examples.map((example) => example.verdict)),
      examples,
    };
  });
  const verdicts = results.flatMap((rule) => rule.examples.map((example) => example.verdict));
  const conformant = verdicts.every((verdict) => verdict === 'pass');
  return {
    schemaVersion: 1,
    suite: { name: 's390-tck', version: '0.1.0', digest },
    machine: {
      manifest: {
        name: 'sample',
        title: `A sample ${text}`,
        version: `1 ${text}`,
        ...{ faces: ['guest'], byteOrder: 'big', wordSize: 64, facilities: [0, 1], features: { [`a ${text}`]: text } },
        ...{ environment: { log: text }, artefacts: [{ name: 'program', sha256: 'ab'.repeat(32) }] },
      },
      digest,
    },
    environment: { node: 'v20', os: 'Linux', arch: 'x64', cpus: 2, cpuModel: 'CPU' },
    command: "s390-tck certify --machine ./m.ts --only 'KEY-*'",
    acceptDeviations: false,
    plan: { digest, rules, examples: verdicts.length, selection: [] },
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:00:09.000Z',
    complete: true,
    outcome: {
      exitCode: conformant ? 0 : 1,
      conformant,
      asRecorded: false,
      sentence: conformant ? 'CONFORMANT to what was run' : 'NOT CONFORMANT',
    },
    counts: countVerdicts(verdicts),
    systems: [{ name: 'storage-keys', rules: results }],
    deviations: [{ id: 'known', title: `Known ${text}`, reason: text, source: text }],
  };
}
