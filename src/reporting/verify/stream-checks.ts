import type { StreamRecord } from '../../certification/run/stream';
import { StreamChain } from '../../certification/run/stream-chain';
import type { ExampleResult, Report, Verdict } from '../../contract/documents/report';
import { reportFile, streamFile } from '../report-files';
import type { Finding } from './finding';
import { differingPlace } from './first-difference';

/** What a recorded deviation makes of what was seen. */
const considered: Readonly<Partial<Record<Verdict, readonly Verdict[]>>> = {
  pass: ['unexpected-pass'],
  fail: ['known-deviation'],
  blocked: ['known-deviation'],
};

const copied = ['cpuMs', 'notes', 'evidence'] as const;

interface Line {
  readonly number: number;
  readonly record: Extract<StreamRecord, { record: 'ended' }>;
}

/** The report says of each example what the stream of the run says. */
export function streamFindings(report: Report, text: string): Finding[] {
  const { ended, footer, broken, edited } = readStream(text);
  const findings: Finding[] = broken.map((number) => ({
    file: streamFile,
    place: `line ${number}`,
    message: 'is no record',
  }));
  if (edited !== undefined)
    findings.push({ file: streamFile, place: `line ${edited}`, message: 'does not follow from the lines before it' });
  if (report.complete && footer?.complete !== true)
    findings.push({ file: streamFile, message: 'has no footer of a complete run, the report says it is complete' });
  report.systems.forEach((system, s) => {
    system.rules.forEach((rule, r) => {
      rule.examples.forEach((example, e) => {
        const found = exampleFinding(example, ended.get(example.id), `/systems/${s}/rules/${r}/examples/${e}`);
        if (found !== undefined) findings.push(found);
      });
    });
  });
  return findings;
}

function exampleFinding(example: ExampleResult, line: Line | undefined, pointer: string): Finding | undefined {
  const { id, verdict } = example;
  if (line === undefined)
    return verdict === 'not-run'
      ? undefined
      : {
          file: reportFile,
          place: `${pointer}/verdict`,
          message: `"${id}" says ${verdict}, ${streamFile} has no end of it`,
        };
  const { record, number } = line;
  if (record.verdict !== verdict && !considered[record.verdict]?.includes(verdict))
    return {
      file: reportFile,
      place: `${pointer}/verdict`,
      message: `"${id}" says ${verdict}, ${streamFile} line ${number} says ${record.verdict}`,
    };
  for (const name of copied) {
    const place = differingPlace(example[name], record[name], `${pointer}/${name}`);
    if (place !== undefined)
      return { file: reportFile, place, message: `"${id}" differs from ${streamFile} line ${number}` };
  }
  return undefined;
}

/** What is written after a process was killed in the middle of a line. */
const afterDeath: readonly StreamRecord['record'][] = ['resumed', 'child', 'lost', 'footer'];

/** The first end of an example counts. A line cut short is what a killed process leaves. */
function readStream(text: string): {
  ended: ReadonlyMap<string, Line>;
  footer: Extract<StreamRecord, { record: 'footer' }> | undefined;
  broken: readonly number[];
  edited: number | undefined;
} {
  const ended = new Map<string, Line>();
  let footer: Extract<StreamRecord, { record: 'footer' }> | undefined;
  const broken: number[] = [];
  let cut: number[] = [];
  let edited: number | undefined;
  const chain = new StreamChain();
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const followed = chain.follow(line);
    if (followed === undefined) {
      cut.push(index + 1);
      continue;
    }
    const { record, follows } = followed;
    if (!follows) edited ??= index + 1;
    if (!afterDeath.includes(record.record)) broken.push(...cut);
    cut = [];
    footer = record.record === 'footer' ? record : undefined;
    if (record.record === 'ended' && !ended.has(record.example))
      ended.set(record.example, { number: index + 1, record });
  }
  return { ended, footer, broken: footer === undefined ? broken : [...broken, ...cut], edited };
}
