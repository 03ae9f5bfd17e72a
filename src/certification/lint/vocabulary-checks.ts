import { Writable } from 'node:stream';
import { runCucumber } from '@cucumber/cucumber/api';
import type { Envelope, GherkinDocument, Pickle, StepDefinition } from '@cucumber/messages';
import { runOptions } from '../run/run-options';
import type { Problem } from './problem';

export const mostStepDefinitions = 250;

/** Steps without or with several definitions, and definitions that would match anything: by a dry run of Cucumber. */
export async function checkVocabulary(
  base: string,
  uris: readonly string[],
  steps: readonly string[],
): Promise<Problem[]> {
  const seen = new Vocabulary();
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await runCucumber(
      runOptions({ uris, support: steps, dryRun: true }),
      { cwd: base, stdout: silence, stderr: silence, env: {} },
      (envelope) => seen.observe(envelope),
    );
  } catch (error) {
    return [{ file: 'steps', line: 1, message: `the step definitions cannot be loaded: ${(error as Error).message}` }];
  }
  return seen.problems();
}

class Vocabulary {
  readonly #problems: Problem[] = [];
  readonly #definitions: StepDefinition[] = [];
  readonly #lines = new Map<string, number>();
  readonly #steps = new Map<string, { uri: string; line: number; text: string }>();
  readonly #told = new Set<string>();

  observe(envelope: Envelope): void {
    if (envelope.gherkinDocument !== undefined) this.#learnLines(envelope.gherkinDocument);
    if (envelope.pickle !== undefined) this.#learnSteps(envelope.pickle);
    if (envelope.stepDefinition !== undefined) this.#definitions.push(envelope.stepDefinition);
    if (envelope.undefinedParameterType !== undefined)
      this.#tell(
        'steps',
        1,
        `"${envelope.undefinedParameterType.expression}" names a type that is not defined: ${envelope.undefinedParameterType.name}`,
      );
    for (const { pickleStepId, stepDefinitionIds } of envelope.testCase?.testSteps ?? []) {
      if (pickleStepId === undefined || stepDefinitionIds?.length === 1) continue;
      const { uri, line, text } = this.#steps.get(pickleStepId)!;
      const patterns = this.#definitions
        .filter((definition) => stepDefinitionIds?.includes(definition.id))
        .map((definition) => `"${definition.pattern.source}"`);
      this.#tell(
        uri,
        line,
        patterns.length === 0 ? `undefined step: ${text}` : `ambiguous step: ${text} matches ${patterns.join(' and ')}`,
      );
    }
  }

  /** A step of an outline or background is seen once per row. */
  #tell(file: string, line: number, message: string): void {
    const key = `${file}:${line}`;
    if (line > 1 && this.#told.has(key)) return;
    this.#told.add(key);
    this.#problems.push({ file, line, message });
  }

  #learnLines({ feature }: GherkinDocument): void {
    for (const child of (feature?.children ?? []).flatMap((each) => [each, ...(each.rule?.children ?? [])]))
      for (const step of (child.scenario ?? child.background)?.steps ?? [])
        this.#lines.set(step.id, step.location.line);
  }

  #learnSteps({ uri, steps }: Pickle): void {
    for (const { id, astNodeIds, text } of steps)
      this.#steps.set(id, { uri, line: this.#lines.get(astNodeIds[0]!) ?? 1, text });
  }

  problems(): Problem[] {
    const loose = this.#definitions
      .filter(({ pattern }) => pattern.source.includes('.*'))
      .map(({ pattern, sourceReference }) => ({
        file: sourceReference.uri ?? 'steps',
        line: sourceReference.location?.line ?? 1,
        message: `a step definition must not match anything: ${pattern.source}`,
      }));
    const many =
      this.#definitions.length > mostStepDefinitions
        ? [
            {
              file: 'steps',
              line: 1,
              message: `${this.#definitions.length} step definitions, more than ${mostStepDefinitions}`,
            },
          ]
        : [];
    return [...this.#problems, ...loose, ...many];
  }
}
