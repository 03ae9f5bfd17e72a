import { page } from '../page/page';
import { badge } from './badge';
import { ctrf } from './ctrf';
import type { Form } from './form';
import { junit } from './junit';
import { summary } from './markdown';

/** What is written beside `compliance.json`. */
export const forms: readonly Form[] = [
  { file: 'compliance.html', render: page },
  { file: 'junit.xml', render: junit },
  { file: 'summary.md', render: summary },
  { file: 'badge.svg', render: badge },
  { file: 'ctrf.json', render: ctrf },
];
