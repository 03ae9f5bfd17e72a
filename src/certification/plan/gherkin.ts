import { createRequire } from 'node:module';
import type * as Gherkin from '@cucumber/gherkin';
import type * as Messages from '@cucumber/messages';
import type { GherkinDocument, Pickle, Rule } from '@cucumber/messages';

// The very parser that Cucumber runs with: another version could read a file differently.
const requireOfCucumber = createRequire(require.resolve('@cucumber/cucumber'));
const { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } = requireOfCucumber(
  '@cucumber/gherkin',
) as typeof Gherkin;
const { IdGenerator } = requireOfCucumber('@cucumber/messages') as typeof Messages;

export interface ParsedFeature {
  readonly document: GherkinDocument;
  /** What Cucumber runs for the scenarios of one of its rules, or for all it has: as costly as reading the file. */
  pickles(rule?: Rule): readonly Pickle[];
}

/** One place where a feature file cannot be read. */
export interface ParseError {
  readonly line: number;
  readonly message: string;
}

export class UnreadableFeature extends Error {
  override readonly name = 'UnreadableFeature';
  constructor(
    readonly uri: string,
    readonly errors: readonly ParseError[],
  ) {
    super(errors.map((error) => `${uri}:${error.line}: ${error.message}`).join('\n'));
  }
}

/** @throws UnreadableFeature */
export function parseFeature(text: string, uri: string): ParsedFeature {
  const newId = IdGenerator.incrementing();
  try {
    const document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(text);
    document.uri = uri;
    return { document, pickles: (rule) => compile(rule === undefined ? document : only(rule, document), uri, newId) };
  } catch (error) {
    throw new UnreadableFeature(uri, parseErrorsOf(error));
  }
}

/** The document with one rule, and the background that the feature gives it. */
function only(wanted: Rule, document: GherkinDocument): GherkinDocument {
  const feature = document.feature!;
  const children = feature.children.filter(({ background, rule }) => background !== undefined || rule === wanted);
  return { ...document, feature: { ...feature, children } };
}

function parseErrorsOf(error: unknown): ParseError[] {
  const { errors, location, message } = error as {
    errors?: readonly unknown[];
    location?: { line: number };
    message: string;
  };
  if (errors !== undefined && errors.length > 0) return errors.flatMap(parseErrorsOf);
  return [{ line: location?.line ?? 1, message: message.replace(/^\(\d+:\d+\): /, '') }];
}
