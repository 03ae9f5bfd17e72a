import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type * as Gherkin from '@cucumber/gherkin';
import type { Envelope, Pickle } from '@cucumber/messages';
import { packageRoot } from '../../package-root';
import { readFeatureFiles } from './feature-files';
import { makePlan } from './make-plan';

/** What the feature files in the repository have no example of. */
const rare = `@tiny
Feature: Backgrounds

  Background:
    Given a machine

  @TINY-01 @architecture @must
  Rule: One
    Background:
      And another one

    @slow
    Scenario Outline: <n> rows
      When <n> is asked
        | <n> | b |

      @first
      Examples:
        | n |
        | 1 |
        | 2 |

      Examples:
        | n |
        | 3 |

  @TINY-02 @linux @should
  Rule: Two

    Scenario: text
      Then it says
        """
        yes
        """

    Scenario: nothing
`;

function rareFeatures(): string {
  const features = join(mkdtempSync(join(tmpdir(), 'tck-pickles-')), 'features');
  mkdirSync(join(features, 'tiny'), { recursive: true });
  writeFileSync(join(features, 'tiny/rare.feature'), rare);
  return features;
}

/** What Cucumber itself makes of all the feature files. */
function picklesIn(features: string): Pickle[] {
  const ofCucumber = createRequire(require.resolve('@cucumber/cucumber'));
  const { generateMessages } = ofCucumber('@cucumber/gherkin') as typeof Gherkin;
  const plain = 'text/x.cucumber.gherkin+plain' as Parameters<typeof generateMessages>[2];
  const messages: Envelope[] = readFeatureFiles(features).flatMap(({ text, uri }) => {
    let id = 0;
    const newId = () => String(id++);
    const options = { includeSource: false, includeGherkinDocument: true, includePickles: true, newId };
    return [...generateMessages(text, uri, plain, { ...options, defaultDialect: 'en' })];
  });
  return messages.flatMap(({ pickle }) => pickle ?? []);
}

/** Without the ids that are counted anew. */
const content = ({ id: _, steps, ...pickle }: Pickle) => ({
  ...pickle,
  steps: steps.map(({ id: _, ...step }) => step),
});

for (const [what, features] of [
  ['the specification', join(packageRoot, 'features')],
  ['backgrounds, tags of rows, scenarios without steps', rareFeatures()],
] as const)
  test(`what the plan has Cucumber run is what Cucumber would read itself, all of it, in this order: ${what}`, () => {
    const { plan, pickleOf } = makePlan(features, { name: 's390-tck', version: '1' }, { only: [] });
    const planned = plan.rules.flatMap((rule) => rule.examples);
    const expected = picklesIn(features);
    assert.equal(planned.length, expected.length);
    for (const [index, example] of planned.entries()) {
      const pickle = expected[index]!;
      const tags = pickle.tags.map(({ name }) => name);
      assert.deepEqual(content(pickleOf(example)), content(pickle), example.id);
      assert.equal(pickleOf(example).id, example.id);
      assert.deepEqual([example.tags, example.line], [tags, pickle.location?.line], example.id);
    }
  });
