/** What a certification must say of a wrong machine. */
export interface Line {
  readonly only?: readonly string[];
  readonly options?: readonly string[];
  readonly exit: number;
  /** An initial for each example: pass, Fail, Blocked, o: not observable, c: not claimed. */
  readonly verdicts: string;
  /** Found in the outcome, the contradictions or a reason. */
  readonly says: RegExp;
}

const hasty = ['--patience', '2'];

export const gallery: Readonly<Record<string, Line>> = {
  'cc-zero': { exit: 1, verdicts: 'ppppFFFFFF', says: /NOT CONFORMANT/ },
  'wrong-state': { exit: 1, verdicts: 'pppFFFFFFF', says: /NOT CONFORMANT/ },
  'claims-facility': { exit: 1, verdicts: 'p…', says: /NOT CONFORMANT: it claims facility 129/ },
  'claims-and-skips': {
    only: ['KEY-47'],
    exit: 1,
    verdicts: 'BBB',
    says: /NOT CONFORMANT: it claims facility 8, and answers unsupported/,
  },
  'accepts-everything': {
    exit: 1,
    verdicts: 'p…',
    says: /NOT CONFORMANT: it accepts a fixture with a feature invented for this run/,
  },
  'fails-at-nonsense': {
    exit: 1,
    verdicts: 'p…',
    says: /it does not say unsupported: the machine threw: Error: what is that/,
  },
  'exits-at-nonsense': {
    exit: 1,
    verdicts: 'p…',
    says: /asked about what it claims it does not answer: the process ended with status 0/,
  },
  'crashes-at-start': { exit: 1, verdicts: 'B…', says: /the process was ended by SIGABRT/ },
  'crashes-in-the-middle': {
    exit: 1,
    verdicts: 'BpBpBpBpBB',
    says: /quarantined, not tried: 3 examples of KEY-77 crashed/,
  },
  hangs: {
    only: ['KEY-05'],
    options: hasty,
    exit: 1,
    verdicts: 'BpB',
    says: /no progress in 2 s, and no CPU time used/,
  },
  loops: { only: ['KEY-05'], options: hasty, exit: 1, verdicts: 'BpB', says: /no progress in 2 s of CPU time/ },
  eats: {
    only: ['KEY-05'],
    options: ['--max-memory', '400'],
    exit: 1,
    verdicts: 'BpB',
    says: /more than 400 MiB of memory/,
  },
  'throws-from-a-timer': { exit: 1, verdicts: 'Bppppppppp', says: /something outside the steps threw an error/ },
  slow: { only: ['KEY-05'], exit: 0, verdicts: 'ppp', says: /CONFORMANT/ },
  forgetful: { exit: 1, verdicts: 'pFFFFFFFFF', says: /NOT CONFORMANT/ },
  'now-and-then': { exit: 1, verdicts: 'F…', says: /NOT CONFORMANT/ },
  'leaks-children': { only: ['KEY-05'], exit: 0, verdicts: 'ppp', says: /CONFORMANT/ },
  'claims-nothing': {
    only: ['KEY-05'],
    options: ['--profile', 'storage-keys-core'],
    exit: 1,
    verdicts: 'ppp',
    says: /NOT CERTIFIED for storage-keys-core: not a candidate: the machine does not claim facility 1, facility 2/,
  },
  'too-few-answers': { exit: 1, verdicts: 'B…', says: /4 answers to 5 entries/ },
  'too-many-answers': { exit: 1, verdicts: 'B…', says: /6 answers to 5 entries/ },
  'too-few-bytes': { exit: 1, verdicts: 'B…', says: /has 4095 bytes of absolute, not 4096/ },
  'swapped-bytes': { exit: 1, verdicts: 'F…', says: /it claims facility 1 .*STFLE does not show it/ },
  'no-answers': { exit: 1, verdicts: 'B…', says: /no list of answers/ },
  'odd-answers': { exit: 1, verdicts: 'B…', says: /the answer to entry 1 .write. is null/ },
  'odd-start': { exit: 1, verdicts: 'B…', says: /the answer to start does not fit the contract/ },
  'throws-null': { exit: 1, verdicts: 'B…', says: /the machine threw: null/ },
  'throws-a-trap': { exit: 1, verdicts: 'B…', says: /something that cannot be shown/ },
  'says-pass': { exit: 1, verdicts: 'B…', says: /the machine threw: NotClaimed: verdict: pass/ },
  'never-stops': { only: ['KEY-05'], options: hasty, exit: 1, verdicts: 'BBB', says: /no progress/ },
  'fails-to-stop': { exit: 1, verdicts: 'B…', says: /stopping the machine: Error: I want to live/ },
  'sees-nothing': { exit: 1, verdicts: 'o…', says: /NOT CONFORMANT/ },
};
