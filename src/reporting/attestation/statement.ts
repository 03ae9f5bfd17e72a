import type { Manifest } from '../../contract/documents/manifest';
import type { Report, Verdict } from '../../contract/documents/report';
import { rulesOf } from '../scores';

export interface ResourceDescriptor {
  readonly name: string;
  readonly digest?: { readonly sha256: string };
}

/** An in-toto Statement v1 whose predicate is a test result: https://in-toto.io/attestation/test-result/v0.1. */
export interface Statement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly Required<ResourceDescriptor>[];
  readonly predicateType: 'https://in-toto.io/attestation/test-result/v0.1';
  readonly predicate: {
    readonly result: 'PASSED' | 'FAILED';
    readonly configuration: readonly ResourceDescriptor[];
    readonly passedTests: readonly string[];
    readonly warnedTests: readonly string[];
    readonly failedTests: readonly string[];
  };
}

/** Subjects that are not files of the report folder. */
export const artefactPrefix = 'machine:';

/**
 * States what was found of which machine, and ties the files of a report together.
 * @param files name and SHA-256 of every file of the report
 */
export function statementOf(report: Report, files: ReadonlyMap<string, string>): Statement {
  const manifest = report.machine.manifest as Partial<Manifest>;
  const named = (name: string, digest: string): Required<ResourceDescriptor> => ({ name, digest: { sha256: digest } });
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      ...[...files].map(([name, digest]) => named(name, digest)),
      ...(manifest.artefacts ?? []).map(({ name, sha256 }) => named(`${artefactPrefix}${name}`, sha256)),
    ],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: report.outcome.conformant ? 'PASSED' : 'FAILED',
      configuration: [
        named(`${report.suite.name} ${report.suite.version}`, bare(report.suite.digest)),
        named('plan', bare(report.plan.digest)),
        named('manifest', bare(report.machine.digest)),
      ],
      passedTests: rulesWith(report, ['pass']),
      warnedTests: rulesWith(report, ['known-deviation']),
      failedTests: rulesWith(report, ['fail', 'blocked', 'unexpected-pass', 'suite-error']),
    },
  };
}

const bare = (digest: string): string => digest.replace(/^sha256:/, '');

const rulesWith = (report: Report, verdicts: readonly Verdict[]): string[] =>
  rulesOf(report)
    .filter((rule) => verdicts.includes(rule.verdict))
    .map((rule) => rule.id);
