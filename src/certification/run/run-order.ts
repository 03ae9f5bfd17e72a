import type { Pickle } from '@cucumber/messages';
import type { Plan, PlannedExample } from '../plan/plan';
import type { OrderedExample } from './messages';

const mayDestroy = ({ tags }: PlannedExample): boolean => tags.includes('@destructive');

/** The examples of a plan in the order they are run: as in the features, those that may leave a wrong machine dead or damaged last. */
export function inRunOrder(plan: Pick<Plan, 'rules'>, pickleOf: (example: PlannedExample) => Pickle): OrderedExample[] {
  const planned = plan.rules.flatMap(({ id, recorded, examples }) =>
    examples.map((example) => ({ example, order: { id: example.id, rule: id, recorded, pickle: pickleOf(example) } })),
  );
  const [last, first] = [true, false].map((wanted) => planned.filter(({ example }) => mayDestroy(example) === wanted));
  return [...first!, ...last!].map(({ order }) => order);
}
