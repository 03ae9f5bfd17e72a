import type { Plan } from '../../certification/plan/plan';
import type { Report } from '../../contract/documents/report';
import { planFile, reportFile } from '../report-files';
import { rulesOf } from '../scores';
import type { Finding } from './finding';

/** Every planned id has exactly one verdict, and the report is of this plan. */
export function planFindings(report: Report, text: string): Finding[] {
  let plan: Plan;
  try {
    plan = (JSON.parse(text) as { plan: Plan }).plan;
    if (!plan.rules.every((rule) => rule.examples.every(({ id }) => typeof id === 'string')))
      throw new Error('no plan');
  } catch (error) {
    return [{ file: planFile, message: `cannot be read: ${(error as Error).message}` }];
  }
  const places = new Map<string, string>();
  report.systems.forEach((system, s) => {
    system.rules.forEach((rule, r) => {
      places.set(rule.id, `/systems/${s}/rules/${r}`);
    });
  });
  const found = new Map(rulesOf(report).map((rule) => [rule.id, rule]));
  const planned = new Set(plan.rules.map((rule) => rule.id));
  return [
    ...(plan.digest === report.plan.digest
      ? []
      : [{ file: reportFile, place: '/plan/digest', message: `is of another plan than ${planFile}` }]),
    ...plan.rules.flatMap((rule, index): Finding[] => {
      const result = found.get(rule.id);
      if (result === undefined) return [{ file: reportFile, message: `rule ${rule.id} was planned and is missing` }];
      const wanted = new Set(rule.examples.map(({ id }) => id));
      const had = new Set(result.examples.map(({ id }) => id));
      const missing = [...wanted].find((id) => !had.has(id));
      const surplus = [...had].find((id) => !wanted.has(id));
      const place = `${places.get(rule.id)}/examples`;
      return [
        ...(rule.digest === result.digest
          ? []
          : [
              {
                file: reportFile,
                place: `${places.get(rule.id)}/digest`,
                message: `differs from ${planFile} /plan/rules/${index}/digest`,
              },
            ]),
        ...(missing === undefined
          ? []
          : [{ file: reportFile, place, message: `"${missing}" was planned and has no verdict` }]),
        ...(surplus === undefined ? [] : [{ file: reportFile, place, message: `"${surplus}" was not planned` }]),
      ];
    }),
    ...[...found.keys()]
      .filter((id) => !planned.has(id))
      .map((id) => ({ file: reportFile, place: places.get(id)!, message: `rule ${id} was not planned` })),
  ];
}
