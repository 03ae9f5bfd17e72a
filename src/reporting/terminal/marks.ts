import type { Verdict } from '../../contract/documents/report';
import type { Colour } from './paint';

interface Mark {
  readonly mark: string;
  readonly colour: Colour;
  readonly words: string;
  /** Shown with its evidence. */
  readonly explain: boolean;
}

/** How each verdict looks, in the order of the totals. */
export const marks: Readonly<Record<Verdict, Mark>> = {
  pass: { mark: '✓', colour: 'green', words: 'pass', explain: false },
  fail: { mark: '✗', colour: 'red', words: 'fail', explain: true },
  blocked: { mark: '■', colour: 'red', words: 'blocked', explain: true },
  'unexpected-pass': { mark: '!', colour: 'red', words: 'unexpected pass', explain: true },
  'known-deviation': { mark: '≈', colour: 'yellow', words: 'known deviation', explain: false },
  'not-claimed': { mark: '·', colour: 'dim', words: 'not claimed', explain: false },
  'not-observable': { mark: '◌', colour: 'dim', words: 'not observable', explain: false },
  recorded: { mark: '○', colour: 'cyan', words: 'recorded', explain: false },
  'not-run': { mark: '–', colour: 'dim', words: 'not run', explain: false },
  'suite-error': { mark: '‼', colour: 'magenta', words: 'suite error', explain: true },
};

export const verdicts = Object.keys(marks) as Verdict[];
