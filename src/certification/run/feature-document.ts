import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GherkinDocument } from '@cucumber/messages';
import { parseFeature } from '../plan/gherkin';

/** The document a hook can ask for, with the ids of the plan's parse. It is read when one does: hardly any hook looks at it. */
export function documentOf(uri: string, base: string): GherkinDocument {
  let parsed: GherkinDocument | undefined;
  const document = (): GherkinDocument => {
    parsed ??= parseFeature(readFileSync(join(base, uri), 'utf8'), uri).document;
    return parsed;
  };
  return {
    uri,
    get feature() {
      return document().feature;
    },
    get comments() {
      return document().comments;
    },
  };
}
