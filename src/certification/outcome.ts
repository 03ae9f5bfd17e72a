import type { Counts, ProfileResult, Report, RuleResult, Verdict } from '../contract/documents/report';
import { exitCodes } from './exit-codes';
import { briefReason } from './profiles/brief-reason';
import { countVerdicts } from './report/counts';

export interface Run {
  readonly complete: boolean;
  /** The kit itself could not go on. */
  readonly suiteFailed: boolean;
  readonly rules: readonly Pick<RuleResult, 'provisional' | 'verdict' | 'examples'>[];
  readonly acceptDeviations: boolean;
  /** Claims of the machine that it does not keep. */
  readonly contradictions?: readonly string[];
  readonly profiles?: readonly Pick<ProfileResult, 'name' | 'requested' | 'certified' | 'why'>[];
}

const suiteError = 'SUITE ERROR: the kit itself failed, the result is no judgement of the machine';
const against: readonly Verdict[] = ['fail', 'blocked', 'unexpected-pass', 'known-deviation', 'suite-error'];

/**
 * What the run comes to. Rules whose authority was not readable are not counted, except where they show that the
 * kit or its list of deviations is wrong.
 */
export function outcomeOf({
  complete,
  suiteFailed,
  rules,
  acceptDeviations,
  contradictions = [],
  profiles = [],
}: Run): Report['outcome'] {
  const all = countVerdicts(rules.flatMap((rule) => rule.examples.map((example) => example.verdict)));
  const decisive = countVerdicts(
    rules.filter((rule) => !rule.provisional).flatMap((rule) => rule.examples.map((example) => example.verdict)),
  );
  const counted: Counts = {
    ...decisive,
    'suite-error': all['suite-error'],
    'unexpected-pass': all['unexpected-pass'],
  };
  const ran = Object.entries(all).some(([verdict, count]) => verdict !== 'not-run' && count > 0);
  const believed = contradictions.length === 0;
  const requested = profiles.filter((profile) => profile.requested);
  const refused = requested.filter((profile) => !profile.certified);
  const conformant = complete && believed && counted.pass > 0 && against.every((verdict) => counted[verdict] === 0);
  const asRecorded =
    complete && believed && ran && against.every((verdict) => verdict === 'known-deviation' || counted[verdict] === 0);
  return { ...judge(), conformant, asRecorded };

  function judge(): { exitCode: number; sentence: string } {
    if (suiteFailed) return { exitCode: exitCodes.suiteError, sentence: suiteError };
    if (!complete) return { exitCode: exitCodes.incomplete, sentence: 'INCOMPLETE: not every planned example was run' };
    if (counted['suite-error'] > 0) return { exitCode: exitCodes.suiteError, sentence: suiteError };
    if (!ran) return { exitCode: exitCodes.nothingRun, sentence: 'NOTHING RUN' };
    if (!believed) return { exitCode: exitCodes.notConformant, sentence: `NOT CONFORMANT: ${contradictions[0]}` };
    if (refused.length > 0)
      return {
        exitCode: exitCodes.notConformant,
        sentence: refused.map(({ name, why }) => `NOT CERTIFIED for ${name}: ${briefReason(why[0]!)}`).join('; '),
      };
    if (requested.length > 0)
      return {
        exitCode: exitCodes.conformant,
        sentence: `CERTIFIED for ${requested.map(({ name }) => name).join(', ')}`,
      };
    if (conformant) return { exitCode: exitCodes.conformant, sentence: 'CONFORMANT to what was run' };
    if (asRecorded && counted['known-deviation'] > 0)
      return {
        exitCode: acceptDeviations ? exitCodes.conformant : exitCodes.notConformant,
        sentence: 'NOT CERTIFIED: it fails exactly as recorded',
      };
    return { exitCode: exitCodes.notConformant, sentence: 'NOT CONFORMANT' };
  }
}
